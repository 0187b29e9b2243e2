/** One unit: how far it is, what can be done about it, and its draft item by item. */
import {el} from "./dom.js";
import {Demand, demandBox} from "./office_demand.js";
import {keyed, redraw} from "./office_dom.js";
import {extendForm} from "./office_extend.js";
import {readItem} from "./office_item.js";
import {action} from "./office_list.js";
import {say} from "./words_office.js";

const SHOWN = {
  all: () => true,
  missing: (item) => ["untouched", "open", "wanted"].includes(item.state),
  changed: (item) => Boolean(item.change),
  asked: (item) => Boolean(item.asked),
  picked: (item, demand) => demand.picked.has(item.key),
};

/** The screen of a unit; `acts` are back() and press(offer, button, text). */
export class UnitScreen {
  constructor(reading, acts) {
    this.acts = acts;
    this.shown = "all";
    this.parts = {};
    this.demand = new Demand(reading.mark, () => this.picked());
    this.node = el("div", {class: "of-unit-page"}, ...this.frame());
    this.show(reading);
  }

  frame() {
    const part = (name, tag = "div", attributes = {}) =>
      (this.parts[name] = el(tag, {class: `of-${name}`, ...attributes}));
    return [
      el("button", {type: "button", class: "of-back", onclick: () => this.acts.back()}, say("web.office_back")),
      part("unit-head", "header"),
      part("actions", "div", {role: "group", "aria-label": say("web.office_unit_actions")}),
      part("extending"), part("notes"), part("contents", "details"),
      part("shown", "div", {role: "group", "aria-label": say("web.office_show")}),
      part("draft"), part("empty", "p", {role: "status"}),
      part("send", "div", {role: "region", "aria-label": say("web.office_pick")}),
    ];
  }

  /** Shows another moment of the unit. */
  show(reading) {
    const {parts} = this;
    this.reading = reading;
    this.items = reading.headings.flatMap((heading) => heading.items ?? []);
    const {headings, offers, unit, extending = null, ...about} = reading;
    redraw(parts["unit-head"], about, unitHead);
    redraw(parts.actions, offers ?? [], (every) => every.map((offer) => action(offer, this.acts)));
    redraw(parts.extending, extending, (how) => (how ? [extendForm(how, this.acts)] : []));
    redraw(parts.notes, reading.notes ?? [], notes);
    const lines = this.items.map(({key, where, short, state}) => ({key, where, short, state}));
    redraw(parts.contents, lines, (every) => this.contents(every));
    parts.contents.hidden = parts.draft.hidden = parts.shown.hidden = !reading.begun;
    this.settle();
  }

  /** What was asked for, or cannot be, is let go; then everything is drawn. */
  settle() {
    const done = ["returned", "accepted"].includes(this.reading.state);
    const open = this.items.filter((item) => item.pickable && !done);
    this.demand.only(open.map((item) => item.key));
  }

  contents(items) {
    const name = ({where, short}) => (where === short ? short : `${where} ${short}`);
    const line = (item) => el("li", {},
      el("button", {type: "button", onclick: () => this.go(item.key)}, el("span", {}, name(item)),
        el("span", {class: `of-mark is-${item.state}`}, say(`web.office_state_${item.state}`))));
    return [el("summary", {}, say("web.office_contents")), el("ol", {}, ...items.map(line))];
  }

  /** Leads to an item, which is shown again where it was filtered out. */
  go(key) {
    if (!this.node.querySelector(`[data-key="${CSS.escape(`i:${key}`)}"]`)) this.want("all");
    const item = this.node.querySelector(`[data-key="${CSS.escape(`i:${key}`)}"]`);
    item.scrollIntoView({block: "start"});
    item.querySelector(".of-item-head").focus({preventScroll: true});
  }

  want(shown) {
    this.shown = shown;
    this.picked();
  }

  /** Draws what depends on what is picked. */
  picked() {
    const {parts, reading} = this;
    const counts = Object.fromEntries(Object.keys(SHOWN).map((name) => [name, this.wanted(name).length]));
    if (!counts[this.shown] && this.shown === "picked") this.shown = "all";
    redraw(parts.shown, [counts, this.shown], () => this.chips(counts));
    if (reading.begun) this.draft();
    const none = reading.begun ? "web.office_show_none" : "web.office_not_begun";
    parts.empty.textContent = reading.begun && counts[this.shown] ? "" : say(none);
    redraw(parts.send, [this.demand.keys.length, this.demand.lacking, reading.returning], () => this.bar());
  }

  wanted(name) {
    return this.items.filter((item) => SHOWN[name](item, this.demand));
  }

  chips(counts) {
    const names = Object.keys(SHOWN).filter((name) => name === "all" || counts[name] || name === this.shown);
    return names.map((name) => el("button", {
      type: "button", class: "of-chip", "data-name": name, "aria-pressed": String(name === this.shown),
      onclick: () => this.want(name),
    }, say(`web.office_show_${name}`, {count: counts[name]})));
  }

  /** Headings and items, one below the other; a heading stays as long as something below it does. */
  draft() {
    const shown = new Set(this.wanted(this.shown).map((item) => item.key));
    const returning = Boolean(this.reading.returning);
    const lines = this.reading.headings.flatMap((heading, n) => {
      const items = (heading.items ?? []).filter((item) => shown.has(item.key));
      const {number, title, level} = heading;
      const box = (item) => returning && item.pickable;
      const own = items.map((item) => ({key: `i:${item.key}`, item, box: box(item), level}));
      return this.leads(n, shown) ? [{key: `h:${n}`, number, title, level}, ...own] : [];
    });
    const fill = (node, line) => this.fill(node, line);
    keyed(this.parts.draft, lines, {key: (line) => line.key, make: makeLine, fill});
  }

  /** True where an item that is shown stands below that heading or below one that it holds. */
  leads(n, shown) {
    const {headings} = this.reading;
    const end = headings.findIndex((other, m) => m > n && other.level <= headings[n].level);
    const below = headings.slice(n, end < 0 ? undefined : end);
    return below.some((heading) => (heading.items ?? []).some((item) => shown.has(item.key)));
  }

  fill(node, {number, title, item, box, level}) {
    if (!item) return node.replaceChildren(...(number ? [el("span", {}, `${number} `)] : []), title);
    const [read, beside] = node.children;
    read.replaceChildren(...readItem(item, level === 1 ? "h4" : "h5"));
    node.classList.toggle("is-changed", Boolean(item.change));
    if (box !== beside.hasChildNodes()) beside.replaceChildren(...(box ? [demandBox(item, this.demand)] : []));
  }

  bar() {
    const {keys, lacking} = this.demand;
    if (!keys.length || !this.reading.returning) return [];
    const lacks = lacking.length ? `, ${say("web.office_picked_lacking", {n: lacking.length})}` : "";
    const act = (name, does, look) => el("button", {type: "button", class: `of-act ${look}`, "data-name": name,
      onclick: (event) => does(event.currentTarget)}, say(`web.office_${name}`));
    return [
      el("p", {role: "status"}, say("web.office_picked", {n: keys.length}) + lacks),
      el("div", {class: "of-send-acts"}, act("unpick", () => this.unpick(), "is-plain"),
        act("send", (button) => this.send(button), "is-first")),
      el("p", {class: "of-by"}, say("web.office_send_hint")),
    ];
  }

  unpick() {
    this.demand.only([]);
    for (const box of this.node.querySelectorAll(".of-pick input")) box.checked = false;
    for (const why of this.node.querySelectorAll(".of-why")) why.replaceChildren();
    this.node.querySelector("h2").focus();
  }

  /** Has the assistant show what would be sent; where a reason lacks, leads to it. */
  send(button) {
    const [lacks] = this.demand.lacking;
    if (!lacks) return this.acts.press({offer: this.reading.returning}, button, this.demand.text);
    this.go(lacks);
    this.node.querySelector(`[id="of-why-${CSS.escape(lacks)}"]`).focus();
  }
}

function makeLine({item, level}) {
  if (!item) return el(level === 1 ? "h3" : "h4", {class: `of-heading is-level-${Math.min(level, 3)}`});
  return el("article", {class: "of-item"}, el("div", {}), el("div", {}));
}

function unitHead({name, state, state_label: label, flags, deadline, extended, done, total, last, people}) {
  const due = say("web.office_unit_deadline", {deadline}) + (extended ? ` (${say("web.office_extended")})` : "");
  return [
    el("h2", {tabindex: "-1"}, name),
    el("p", {class: "of-states"}, el("span", {class: `of-state is-${state}`}, label),
      ...flags.map((flag) => el("span", {class: "of-flag"}, flag))),
    el("p", {}, due), el("p", {}, say("web.office_done_of", {done, total})),
    ...(last ? [el("p", {}, say("web.office_unit_last", {at: last}))] : []), ...who(people),
  ];
}

function who(people) {
  if (!people.length) return [el("p", {}, say("web.office_unit_nobody"))];
  const one = (person) => el("li", {}, say("web.office_unit_person", person));
  return [
    el("p", {class: "of-people-head"}, say("web.office_unit_people")),
    el("ul", {class: "of-people"}, ...people.map(one)),
  ];
}

function notes(every) {
  if (!every.length) return [];
  return [el("h3", {}, say("web.office_unit_notes")), ...every.map((text) => el("p", {class: "of-text"}, text))];
}
