/** The menu: who is here and for what, the commands, and what concerns this device. */
import {byId, el} from "./dom.js";
import {say} from "./words.js";

const DEVICE = "thietbi";

/** The menu and its questions; `acts` has `me()`, `send(text)` and `leave()`. */
export function createMenu(acts) {
  const sheet = byId("menu");
  byId("open-menu").addEventListener("click", () => open(sheet, acts));
  byId("close-menu").addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
}

function open(sheet, acts) {
  const {person, unit, campaign, menu} = acts.me();
  const send = (text) => () => (sheet.close(), acts.send(text));
  const commands = menu.filter(({command}) => command !== DEVICE);
  const device = [
    entry(say("web.other_device"), send(`/${DEVICE}`)),
    entry(say("web.leave"), () => (sheet.close(), acts.leave()), "leave"),
  ];
  byId("menu-body").replaceChildren(
    el("div", {class: "who"}, el("p", {}, el("strong", {}, person.name || say("web.you"))), el("p", {}, unit)),
    campaign ? el("p", {class: "what"}, campaign.title) : "",
    el("ul", {}, ...commands.map(({command, does}) => entry(does, send(`/${command}`)))),
    el("ul", {}, ...device),
  );
  sheet.showModal();
}

function entry(label, act, kind = "") {
  return el("li", {}, el("button", {type: "button", class: kind, onclick: act}, label));
}

/** Asks before something that cannot be taken back; gives true where it is wanted. */
export function sure({title, text, yes}) {
  return new Promise((answer) => {
    const sheet = el("dialog", {class: "sheet", "aria-labelledby": "sure-title"}, el("h2", {id: "sure-title"}, title));
    const no = el("button", {type: "button", class: "press", onclick: () => sheet.close()}, say("web.cancel"));
    const go = el("button", {type: "button", class: "press main", onclick: () => sheet.close("yes")}, yes);
    sheet.append(el("p", {}, text), el("div", {class: "row"}, no, go));
    sheet.addEventListener("close", () => (sheet.remove(), answer(sheet.returnValue === "yes")));
    document.body.append(sheet);
    sheet.showModal();
  });
}
