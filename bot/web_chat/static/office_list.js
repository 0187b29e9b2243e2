/** The campaign at a glance: its numbers, what can be done about it, and its units to be searched and filtered. */
import {el} from "./dom.js";
import {keyed, redraw} from "./office_dom.js";
import {extendForm} from "./office_extend.js";
import {chosen, filters, NO_FILTER, SORTS} from "./office_filter.js";
import {closing, COLUMNS, fillRow, makeRow} from "./office_row.js";
import {say} from "./words_office.js";

/** From how many pixels on nothing is folded. */
const ROOMY = 700;

/** The screen of the list; `acts` are look(offer), open(unit) and press(offer, button). */
export class List {
  constructor(acts) {
    this.acts = {...acts, flag: (flag) => this.flag(flag)};
    this.wanted = {...NO_FILTER};
    this.overview = null;
    this.parts = {};
    this.node = el("div", {class: "of-list", hidden: true}, ...this.frame());
  }

  /** The places of the screen, filled as soon as there is something to show. */
  frame() {
    const part = (name, tag = "div", attributes = {}) =>
      (this.parts[name] = el(tag, {class: `of-${name}`, ...attributes}));
    this.table = el("tbody", {role: "rowgroup"});
    closing(this.table);
    return [
      part("which"), part("head", "header"), part("bar"),
      part("chips", "div", {role: "group", "aria-label": say("web.office_states")}),
      part("groups"),
      this.ofCampaign(part),
      el("h3", {class: "of-title", id: "of-units"}, say("web.office_units")),
      this.filters(),
      part("found", "div", {role: "status"}),
      this.sheet(),
      part("empty", "p"),
    ];
  }

  /** What can be done about the campaign, folded where there is little room. */
  ofCampaign(part) {
    const actions = part("actions", "div", {role: "group", "aria-label": say("web.office_actions")});
    const open = innerWidth > ROOMY;
    return el("details", {class: "of-fold", open}, el("summary", {}, say("web.office_actions")), actions,
      part("extending"));
  }

  sheet() {
    const name = (column) => el("th", {role: "columnheader", scope: "col"}, say(`web.office_col_${column}`));
    const head = el("thead", {role: "rowgroup"}, el("tr", {role: "row"}, ...COLUMNS.map(name)));
    const attributes = {class: "of-table", role: "table", "aria-labelledby": "of-units"};
    return (this.whole = el("table", attributes, head, this.table));
  }

  filters() {
    this.search = el("input", {
      type: "search", id: "of-search", autocomplete: "off", enterkeyhint: "search",
      placeholder: say("web.office_search_hint"), oninput: () => this.want({text: this.search.value}),
    });
    this.group = el("select", {id: "of-group", onchange: () => this.want({group: this.group.value})});
    this.sort = el("select", {id: "of-sort", onchange: () => this.want({sort: this.sort.value})},
      ...SORTS.map((sort) => el("option", {value: sort}, say(`web.office_sort_${sort}`))));
    const field = (what, line) => el("div", {class: "of-field"}, el("label", {for: what.id}, say(line)), what);
    const fields = [[this.search, "search"], [this.group, "group"], [this.sort, "sort"]];
    return el("form", {class: "of-filters", role: "search", "aria-label": say("web.office_filters"),
      onsubmit: (event) => event.preventDefault()}, ...fields.map(([what, name]) => field(what, `web.office_${name}`)));
  }

  /** Shows another moment of the campaign. */
  show(overview) {
    this.overview = overview;
    const {parts} = this;
    redraw(parts.which, overview.campaigns ?? [], (every) => this.which(every));
    const {title, deadline, text, sent, total, percent, latest, extending = null} = overview;
    redraw(parts.head, {title, deadline, text, sent, total, percent, latest}, head);
    redraw(parts.bar, overview.counts ?? [], bar);
    redraw(parts.groups, overview.groups ?? [], groups);
    redraw(parts.actions, overview.offers ?? [], (offers) => offers.map((offer) => action(offer, this.acts)));
    redraw(parts.extending, extending, (how) => (how ? [extendForm(how, this.acts)] : []));
    this.offerGroups(overview.groups ?? []);
    this.refresh();
  }

  which(every) {
    if (every.length < 2) return [];
    const pick = el("select", {id: "of-which", "data-name": "which", onchange: () => this.acts.look(pick.value)},
      ...every.map((one) => el("option", {value: one.offer, selected: one.current},
        say("web.office_which_state", {title: one.title, state: one.state}))));
    return [el("label", {for: "of-which"}, say("web.office_which")), pick];
  }

  offerGroups(every) {
    const names = every.map((group) => group.name);
    if (!names.includes(this.wanted.group)) this.wanted.group = "";
    redraw(this.group, names, () => [el("option", {value: ""}, say("web.office_all_groups")),
      ...names.map((name) => el("option", {value: name}, name))]);
    this.group.value = this.wanted.group;
    this.group.parentElement.hidden = names.length < 2;
  }

  /** Has other units shown. */
  want(change) {
    Object.assign(this.wanted, change);
    this.refresh();
  }

  clear() {
    this.wanted = {...NO_FILTER, sort: this.wanted.sort};
    this.search.value = this.group.value = "";
    this.refresh();
    this.search.focus();
  }

  refresh() {
    const units = this.overview.units ?? [];
    const shown = chosen(units, this.wanted);
    redraw(this.parts.chips, [this.overview.counts, this.overview.flags, this.wanted.state, this.wanted.flag],
      () => this.chips());
    const fill = (row, unit) => fillRow(row, unit, this.acts);
    keyed(this.table, shown, {key: (unit) => unit.unit, make: makeRow, fill});
    const numbers = [shown.length, units.length];
    redraw(this.parts.found, [...numbers, this.named()], () => this.found(...numbers));
    this.whole.hidden = !shown.length;
    this.parts.empty.textContent = units.length && !shown.length ? say("web.office_none_found") : "";
  }

  found(shown, total) {
    const act = {type: "button", class: "of-clear", "data-name": "clear", onclick: () => this.clear()};
    const clear = el("button", act, say("web.office_clear"));
    if (!filters(this.wanted)) return [el("p", {}, say("web.office_found", {shown, total}))];
    return [el("p", {}, say("web.office_found_of", {shown, total, which: this.named()})), clear];
  }

  /** What is looked for, in words. */
  named() {
    const {text, state, group, flag} = this.wanted;
    const {counts = [], flags = []} = this.overview;
    const labels = [...counts, ...flags].filter((one) => [state, flag].includes(one.state)).map((one) => one.label);
    const typed = text.trim() && say("web.office_found_text", {text: text.trim()});
    return [...labels, group, typed].filter(Boolean).join(", ");
  }

  chips() {
    const {counts = [], flags = []} = this.overview;
    const {state, flag} = this.wanted;
    const shown = flags.filter((one) => one.count || one.state === "overdue" || one.state === flag);
    return [...counts.map((one) => this.chip(one, "state", state)), ...shown.map((one) => this.chip(one, "flag", flag))];
  }

  chip({state, count, label}, what, wanted) {
    const pressed = wanted === state;
    return el("button", {
      type: "button", class: `of-chip is-${state}`, "data-name": state, "aria-pressed": String(pressed),
      onclick: () => this.only({[what]: pressed ? "" : state}, !pressed),
    }, el("span", {class: "of-count"}, String(count)), el("span", {}, label));
  }

  /** Has other units shown, and leads down to them where they are picked, as they may stand below the screen. */
  only(change, leads) {
    this.want(change);
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (leads) this.parts.found.scrollIntoView({block: "start", behavior});
  }

  flag(name) {
    const found = (this.overview.flags ?? []).find((flag) => flag.state === name);
    return found ? found.label : name;
  }
}

function head({title, deadline, text, latest, sent = 0, total = 0, percent = 0}) {
  const lines = total ? [
    el("p", {class: "of-headline"}, say("web.office_share", {sent, total, percent})),
    el("p", {}, say("web.office_deadline", {deadline})),
    el("p", {class: "of-latest"}, latest ?? ""),
  ] : [el("p", {}, text)];
  return [el("h2", {tabindex: "-1"}, title || say("web.office_title")), ...lines];
}

/** One bar in which each state is as long as it has units; the chips below name the colours. */
function bar(counts) {
  const some = counts.filter((one) => one.count);
  if (!some.length) return [];
  const words = some.map((one) => say("web.office_bar_part", {label: one.label, count: one.count})).join("; ");
  const pieces = some.map((one) => {
    const piece = el("span", {class: `of-piece is-${one.state}`});
    piece.style.flexGrow = one.count;
    return piece;
  });
  const name = say("web.office_bar", {counts: words});
  return [el("div", {class: "of-pieces", role: "img", "aria-label": name}, ...pieces)];
}

function groups(every) {
  if (every.length < 2) return [];
  const line = ({name, sent, total}) => el("li", {}, el("span", {}, name),
    el("progress", {max: total, value: sent, "aria-hidden": "true"}),
    el("span", {class: "of-share"}, say("web.office_group_share", {sent, total})));
  return [el("details", {}, el("summary", {}, say("web.office_groups")), el("ul", {}, ...every.map(line)))];
}

/** The button of an offer. */
export function action(offer, acts) {
  return el("button", {type: "button", class: `of-act do-${offer.do}`, "data-name": offer.do,
    onclick: (event) => acts.press(offer, event.currentTarget)}, offer.label);
}
