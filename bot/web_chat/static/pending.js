/** What is on its way to the server stands below the chat, each with what is to become of it. */
import {byId, el} from "./dom.js";
import {size} from "./message.js";
import {say} from "./words.js";

/** Draws the texts that wait, keeping the focus where it was. */
export function showWaiting(queue) {
  const items = queue.list();
  const focus = document.activeElement?.dataset.key;
  byId("pending").replaceChildren(...items.map((item) => waiting(item, queue)));
  if (focus) byId("pending").querySelector(`[data-key="${focus}"]`)?.focus({preventScroll: true});
}

function waiting(item, queue) {
  const acts = item.refused ? {again: () => queue.again(item), drop: () => queue.drop(item)} : {};
  const body = el("div", {class: "text"}, item.text);
  return unsent(body, textState(item, queue), {...acts, key: item.nonce, stuck: item.refused});
}

function textState(item, queue) {
  if (item.refused) return say("web.not_sent", {why: item.refused});
  if (queue.waits && queue.sending !== item.nonce) return say("web.waits");
  return say("web.sending");
}

/** Draws the files that are on their way. */
export function showUploads(files, acts) {
  byId("uploads").replaceChildren(...files.map((file) => upload(file, acts)));
}

function upload(file, acts) {
  const words = el("div", {class: "file-words"}, el("span", {class: "file-name"}, file.name));
  words.append(el("span", {class: "file-size"}, size(file.body.size)));
  const label = say("web.upload_progress", {name: file.name});
  const bar = el("progress", {max: "100", value: file.percent, "aria-label": label});
  file.bar = bar;
  const body = el("div", {}, words, file.refused ? "" : bar);
  const more = {drop: () => acts.drop(file), key: file.nonce, stuck: file.refused && !file.lost};
  const again = file.refused && !file.never ? {again: () => acts.again(file)} : {};
  return unsent(body, file.refused || fileState(file), {...again, ...more});
}

function fileState(file) {
  return file.sending ? say("web.sending") : say("web.upload_waits");
}

/** A message of one's own that is not there yet. */
function unsent(body, state, {again, drop, key, stuck}) {
  const line = el("div", {class: "note"}, el("span", {class: "state"}, state));
  if (again) line.append(knob("again", key, "web.again", again));
  if (drop) line.append(knob("drop", key, "web.drop_it", drop));
  const kind = stuck ? "message own unsent stuck" : "message own unsent";
  return el("div", {class: kind}, el("div", {class: "bubble"}, body, line));
}

function knob(what, key, line, act) {
  return el("button", {type: "button", class: "edit", "data-key": `${what}-${key}`, onclick: act}, say(line));
}
