/** Which items a coordinator asks for more of, and why; kept in this browser until it was sent. */
import {asker} from "./api.js";
import {el} from "./dom.js";
import {forget, keep, kept} from "./keep.js";
import {say} from "./words_office.js";

/** How long a reason may be, as in flows/reviewing_demand.py. */
const LONGEST = 500;
const NEAR = 80;

/** What was picked of one unit; `changed` is called whenever it is another. */
export class Demand {
  constructor(mark, changed) {
    this.name = `office.${asker()}.${mark}`;
    this.changed = changed;
    this.picked = new Map(Object.entries(kept(this.name) ?? {}));
  }

  /** The keys that are picked. */
  get keys() {
    return [...this.picked.keys()];
  }

  /** The keys of those whose reason lacks or is too long. */
  get lacking() {
    return this.keys.filter((key) => !fits(this.picked.get(key).trim()));
  }

  /** What is sent: each picked item with its reason. */
  get text() {
    return JSON.stringify(Object.fromEntries([...this.picked].map(([key, reason]) => [key, reason.trim()])));
  }

  /** Picks an item, or gives it another reason. */
  put(key, reason) {
    this.picked.set(key, reason);
    this.save();
  }

  /** Lets an item go. */
  drop(key) {
    this.picked.delete(key);
    this.save();
  }

  /** Lets go of what is not among these keys. */
  only(keys) {
    for (const key of this.keys) if (!keys.includes(key)) this.picked.delete(key);
    this.save();
  }

  save() {
    if (this.picked.size) keep(this.name, Object.fromEntries(this.picked));
    else forget(this.name);
    this.changed();
  }
}

const fits = (reason) => reason && reason.length <= LONGEST;

/** The box beside an item; its reason unfolds once it is picked. */
export function demandBox(item, demand) {
  const why = el("div", {class: "of-why"});
  const box = el("input", {type: "checkbox", checked: demand.picked.has(item.key)});
  box.addEventListener("change", () => {
    if (box.checked) demand.put(item.key, "");
    else demand.drop(item.key);
    unfold(why, item, demand);
    why.querySelector("textarea")?.focus();
  });
  unfold(why, item, demand);
  return el("div", {class: "of-demand"}, el("label", {class: "of-pick"}, box, say("web.office_pick")), why);
}

function unfold(why, item, demand) {
  if (!demand.picked.has(item.key)) return why.replaceChildren();
  const id = `of-why-${item.key}`;
  const left = el("p", {class: "of-left-over", id: `${id}-left`, "aria-live": "polite"});
  const text = el("textarea", {id, rows: "2", "aria-describedby": left.id});
  text.value = demand.picked.get(item.key);
  const count = () => (left.textContent = room(text, text.value.trim().length));
  text.addEventListener("input", () => (demand.put(item.key, text.value), count()));
  count();
  why.replaceChildren(el("label", {for: id}, say("web.office_reason", {short: item.short})), text, left);
}

/** What is said of the length of a reason, as far as it matters. */
function room(text, length) {
  text.setAttribute("aria-invalid", String(length > LONGEST));
  if (length > LONGEST) return say("web.office_reason_over", {n: length - LONGEST});
  if (!length) return say("web.office_reason_missing");
  return length > LONGEST - NEAR ? say("web.office_reason_left", {n: LONGEST - length}) : "";
}
