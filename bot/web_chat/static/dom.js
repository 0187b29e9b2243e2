/** Elements are made of nodes and text alone, so nothing that people typed is ever read as HTML. */

/** The element of the page with this id. */
export const byId = (id) => document.getElementById(id);

/** A new element; `on…` attributes are what happens, false ones are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) give(element, name, value);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function give(element, name, value) {
  if (typeof value === "function") element.addEventListener(name.slice(2), value);
  else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
}

/** One of the signs that stand in page.html. */
export function icon(name) {
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  sign.setAttribute("aria-hidden", "true");
  sign.append(use);
  return sign;
}

/** Shows one of the page's views and no other. */
export function showView(wanted) {
  for (const name of ["loading", "door", "chat"]) byId(name).hidden = name !== wanted;
}

/** Words for screen readers alone. */
export const unseen = (text) => el("span", {class: "sr"}, text);

/** Has the text said at the foot of the page for a while, and read out. */
export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => place.replaceChildren(), 7000);
}

/** Has a style sheet of this folder read, once; done when it is there or cannot be. */
export function styleSheet(name) {
  const href = new URL(`./${name}`, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = el("link", {rel: "stylesheet", href});
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}
