/** One message as it stands on the page; it is drawn anew in place when it changes. */
import {el, icon, unseen} from "./dom.js";
import {clock} from "./when.js";
import {say} from "./words.js";

const STYLES = {bold: "b", italic: "i", underline: "u"};
const LIST = 4;
const LINK = /(https?:\/\/[^\s<>"]+)/;
const SIZES = ["B", "KB", "MB"];

/** How large a file is, as people say it. */
export function size(bytes) {
  const step = Math.min(2, Math.floor(Math.log2(bytes || 1) / 10));
  return `${(bytes / 1024 ** step).toFixed(step === 2 ? 1 : 0).replace(".", ",")} ${SIZES[step]}`;
}

/** The text of a message without its styles. */
export const plain = (message) => message.runs.map((run) => run.text).join("");

/** Draws the message into its article; `acts` says what its buttons do. */
export function draw(article, message, acts) {
  const texts = message.runs.some((run) => run.text);
  article.className = message.own ? "message own" : "message";
  const bubble = el("div", {class: "bubble"});
  if (message.file) bubble.append(file(message));
  if (texts) bubble.append(el("div", {class: "text"}, ...message.runs.map((run) => styled(run))));
  bubble.append(foot(message, acts));
  article.replaceChildren(unseen(say(message.own ? "web.you" : "web.assistant")), bubble);
  if (message.buttons.length) article.append(buttons(message, acts));
}

function styled(run) {
  const tags = Object.keys(STYLES).filter((style) => run[style]);
  return tags.reduce((inside, style) => el(STYLES[style], {}, inside), linked(run.text));
}

function linked(text) {
  const parts = text.split(LINK).map((part, place) => (place % 2 ? link(part) : part));
  const piece = document.createDocumentFragment();
  piece.append(...parts.filter((part) => part !== ""));
  return piece;
}

/** A link that leads here lets somebody in, so it is to be passed on rather than followed. */
function link(address) {
  if (!address.startsWith(location.origin)) {
    return el("a", {href: address, target: "_blank", rel: "noopener noreferrer"}, address);
  }
  const copy = el("button", {type: "button", class: "copy"}, say("web.copy"));
  copy.addEventListener("click", () => copied(copy, address));
  return el("span", {class: "pass-on"}, el("span", {class: "address"}, address), copy);
}

async function copied(button, address) {
  try {
    await navigator.clipboard.writeText(address);
    button.textContent = say("web.copied");
  } catch {
    getSelection().selectAllChildren(button.previousSibling);
  }
}

function file(message) {
  const {name, size: bytes} = message.file;
  const place = `/api/files/${message.position}`;
  const words = el("span", {class: "file-words"}, el("span", {class: "file-name"}, name));
  // What one has sent up is on its way to the draft, and is not handed out again.
  if (message.own) {
    words.append(el("span", {class: "file-size"}, size(bytes)));
    return el("span", {class: "file"}, icon("file"), words);
  }
  words.append(el("span", {class: "file-size"}, `${size(bytes)} · ${say("web.download")}`));
  return el("a", {class: "file", href: place, download: name}, icon("file"), words);
}

function foot(message, acts) {
  const line = el("div", {class: "note"});
  if (message.own && acts.editable(message)) {
    line.append(el("button", {type: "button", class: "edit", onclick: () => acts.edit(message)}, say("web.edit")));
  }
  if (message.edited && message.own) line.append(el("span", {}, say("web.edited")));
  line.append(el("time", {datetime: message.at}, clock(message.at)));
  if (message.own) line.append(el("span", {class: "sent"}, icon("tick"), unseen(say("web.sent"))));
  return line;
}

function buttons(message, acts) {
  const rows = message.buttons.map((row) => el("div", {class: "row"}, ...row.map((one) => button(message, one, acts))));
  const kind = rows.length >= LIST ? "buttons list" : "buttons";
  return el("div", {class: kind, role: "group", "aria-label": say("web.choices")}, ...rows);
}

function button(message, one, acts) {
  const alone = message.buttons.flat().length === 1;
  const kind = alone || one.label.startsWith("\u2714") ? "press main" : "press";
  const knob = el("button", {type: "button", class: kind}, one.label);
  knob.addEventListener("click", () => acts.press(message, one, knob));
  return knob;
}
