/** The way in by a link, and what is said to whoever comes without one. */
import {api} from "./api.js";
import {dropCode, entered, knockKey, notEntered} from "./code.js";
import {byId, el, icon, showView} from "./dom.js";
import {say} from "./words.js";

/** Shows the door to the code; `me` is who is in already, if anybody; `acts` has `entered()` and `stay()`. */
export function showDoor(code, me, acts) {
  const trouble = el("p", {class: "trouble", role: "alert"});
  const enter = el("button", {type: "button", class: "press main big"}, say("web.door_enter"));
  enter.addEventListener("click", () => tryCode({code, enter, trouble, acts}));
  const who = me ? {name: me.person.name || say("web.you"), unit: me.unit} : null;
  showCard(say("web.door_title"), [
    el("p", {}, say("web.door_what")),
    el("p", {}, say("web.door_how")),
    who ? el("p", {class: "boxed"}, say("web.door_as", who)) : "",
    enter,
    trouble,
    who ? el("button", {type: "button", class: "press big", onclick: acts.stay}, say("web.door_stay")) : "",
    el("p", {class: "small"}, say("web.door_remembers")),
  ]);
}

async function tryCode({code, enter, trouble, acts}) {
  enter.disabled = true;
  enter.textContent = say("web.door_entering");
  trouble.replaceChildren();
  try {
    await api.post("/api/enter", {code, key: knockKey(code)});
    entered(code);
    dropCode();
    acts.entered();
  } catch (failure) {
    refused({enter, trouble, failure});
  }
}

function refused({enter, trouble, failure}) {
  trouble.textContent = failure.message;
  enter.disabled = false;
  enter.textContent = say("web.door_again");
  if (failure.passing) return;
  dropCode();
  notEntered();
  enter.hidden = true;
  if (failure.code === "used") trouble.after(el("p", {}, say("web.closed_device")));
}

/** Shows that one has to have a link; `why` is what has just happened, if anything. */
export function showClosed(why) {
  const first = why ? [el("p", {class: "boxed", role: "status"}, why)] : [];
  const ways = ["web.closed_how", "web.closed_device", "web.closed_lost"].map((line) => el("p", {}, say(line)));
  showCard(say("web.closed_title"), [...first, ...ways]);
}

function showCard(title, parts) {
  const heading = el("h1", {tabindex: "-1"}, title);
  const brand = el("p", {class: "brand"}, icon("mark"), say("web.title"));
  byId("door").replaceChildren(el("div", {class: "card"}, brand, heading, ...parts));
  for (const sheet of document.querySelectorAll("dialog[open]")) sheet.close();
  showView("door");
  heading.focus();
}
