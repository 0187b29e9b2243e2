/** Where texts are typed: Enter sends at a desk, a button on a phone; what is not sent yet is kept as a draft. */
import {byId, el, toast} from "./dom.js";
import {forget, keep, kept} from "./keep.js";
import {brief} from "./log.js";
import {plain} from "./message.js";
import {linesOfRuns, styledLines, stylesOf} from "./paste.js";
import {say} from "./words.js";

const LONGEST = 100000;
const PAUSE = 300;
const FINE = matchMedia("(hover: hover) and (pointer: fine)");

/** The composer; `acts` has `send({text, styles})`, and `edit({message, text, styles})`: true once it is done. */
export class Composer {
  constructor(person, acts) {
    this.name = `draft.${person}`;
    this.acts = acts;
    this.text = byId("text");
    this.lines = {};
    this.editing = null;
    this.changed = this.text.value !== "";
    this.text.enterKeyHint = FINE.matches ? "send" : "enter";
    if (!FINE.matches) this.text.removeAttribute("aria-describedby");
    this.listen();
    this.restore();
    // On a phone the focus would bring up the keyboard.
    if (FINE.matches) this.text.focus({preventScroll: true});
  }

  listen() {
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("paste", (event) => this.pasted(event));
    byId("composer").addEventListener("submit", (event) => this.submit(event));
    byId("stop-editing").addEventListener("click", () => this.stopEditing());
    addEventListener("pagehide", () => this.save());
  }

  /** Writes the persistent commands above the text. */
  showKeyboard(rows) {
    const knobs = rows.flat().map((label) => el("button", {type: "button"}, label));
    const send = (text) => this.acts.send({text, styles: []});
    for (const knob of knobs) knob.addEventListener("click", () => send(knob.textContent));
    byId("keyboard").replaceChildren(...knobs);
  }

  /** Has an earlier message changed in place of a new one. */
  edit(message) {
    if (!this.editing) this.save();
    this.editing = message;
    byId("editing").hidden = false;
    byId("editing-what").textContent = brief(message);
    this.write(plain(message), linesOfRuns(message.runs));
    this.text.focus();
  }

  stopEditing() {
    this.editing = null;
    byId("editing").hidden = true;
    this.write("", {});
    this.restore();
    this.text.focus();
  }

  async submit(event) {
    event?.preventDefault();
    const text = this.text.value;
    if (!text.trim() || this.text.readOnly) return;
    if (text.length > LONGEST) return toast(say("web.too_long", {n: text.length.toLocaleString("vi-VN")}));
    const said = {text, styles: stylesOf(text, this.lines)};
    if (this.editing) return this.correct(said);
    this.write("", {});
    this.changed = false;
    forget(this.name);
    this.acts.send(said);
  }

  /** The text stays until it is known that the message was changed. */
  async correct(said) {
    this.text.readOnly = true;
    const done = await this.acts.edit({message: this.editing, ...said});
    this.text.readOnly = false;
    if (done) this.stopEditing();
  }

  key(event) {
    // A keyboard that still composes a letter takes Enter for itself.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape" && this.editing) this.stopEditing();
    if (event.key !== "Enter" || event.shiftKey || !(FINE.matches || event.ctrlKey)) return;
    event.preventDefault();
    this.submit();
  }

  pasted(event) {
    const html = event.clipboardData?.getData("text/html");
    if (html) Object.assign(this.lines, styledLines(html));
  }

  typed() {
    this.changed = true;
    this.grow();
    if (!this.text.value) this.lines = {};
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  write(text, lines) {
    this.text.value = text;
    this.lines = lines;
    this.grow();
  }

  /** The field is as high as what stands in it. */
  grow() {
    byId("composer").classList.toggle("writing", this.text.value !== "");
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
  }

  /** Keeps what stands here, unless another page of this browser has the last word on it. */
  save() {
    clearTimeout(this.timer);
    if (this.editing || !this.changed) return;
    this.changed = false;
    if (this.text.value) keep(this.name, {text: this.text.value, lines: this.lines});
    else forget(this.name);
  }

  /** Nothing of what stands here is kept any more. */
  stop() {
    clearTimeout(this.timer);
    this.changed = false;
    this.write("", {});
  }

  restore() {
    const draft = kept(this.name);
    // What was typed while the page was still loading stays.
    if (draft && !this.text.value) this.write(draft.text, draft.lines);
    this.grow();
  }
}
