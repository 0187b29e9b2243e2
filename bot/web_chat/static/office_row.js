/** A unit of the list: a row of a table, which is a card where there is no room for one. */
import {el, unseen} from "./dom.js";
import {say} from "./words_office.js";

/** The heads of the columns. */
export const COLUMNS = ["unit", "state", "done", "due", "last", "do"];

/** An empty row. */
export const makeRow = () => el("tr", {role: "row"});

/** Fills a row with a unit; `acts` says what its buttons do. */
export function fillRow(row, unit, acts) {
  const open = row.querySelector("details")?.open ?? false;
  const cells = [name, state, done, due, last].map((draw, n) => cell(COLUMNS[n], draw(unit, acts)));
  row.replaceChildren(...cells, cell("do", more(unit, acts, open)));
}

function cell(column, content) {
  const label = el("span", {class: "of-label", "aria-hidden": "true"}, say(`web.office_col_${column}`));
  const head = column === "unit";
  return el(head ? "th" : "td", {
    class: `of-in-${column}`,
    role: head ? "rowheader" : "cell",
    scope: head && "row",
  }, head || column === "do" ? "" : label, ...content);
}

function name(unit, acts) {
  const about = [unit.group, unit.officer].filter(Boolean).join(" · ");
  return [
    el("button", {class: "of-open", type: "button", "data-name": "open", onclick: () => acts.open(unit)}, unit.name),
    el("span", {class: "of-about"}, about),
  ];
}

function state(unit, acts) {
  const flags = unit.flags.map((flag) => el("span", {class: `of-flag is-${flag}`}, acts.flag(flag)));
  return [el("span", {class: `of-state is-${unit.state}`}, unit.state_label), ...flags];
}

function done({done: part, total}) {
  if (!total) return [el("span", {class: "of-nothing"}, "–")];
  const words = unseen(say("web.office_done_of", {done: part, total}));
  const brief = el("span", {"aria-hidden": "true"}, say("web.office_done", {done: part, total}));
  return [
    el("span", {class: "of-share"}, words, brief),
    el("progress", {max: total, value: part, "aria-hidden": "true"}),
  ];
}

function due(unit) {
  const late = unit.flags.includes("overdue");
  return [
    el("span", {class: "of-when"}, unit.deadline || "–"),
    unit.left && el("span", {class: late ? "of-left is-overdue" : "of-left"}, unit.left),
    unit.extended && el("span", {class: "of-left"}, say("web.office_extended")),
  ].filter(Boolean);
}

const last = (unit) => [el("span", {class: "of-when"}, unit.last || "–")];

/** Closes what is open of the rows where one presses elsewhere, or Escape. */
export function closing(table) {
  const open = () => table.querySelector(".of-more[open]");
  document.addEventListener("click", ({target}) => open()?.contains(target) || open()?.removeAttribute("open"));
  table.addEventListener("keydown", ({key}) => {
    const menu = key === "Escape" && open();
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

function more(unit, acts, open) {
  if (!unit.offers.length) return [];
  const name = say("web.office_more_of", {name: unit.name});
  const head = el("summary", {"data-name": "more", "aria-label": name}, say("web.office_more"));
  const press = (offer) => (event) => acts.press(offer, event.currentTarget);
  const buttons = unit.offers.map((offer) =>
    el("button", {type: "button", "data-name": offer.do, onclick: press(offer)}, offer.label));
  return [el("details", {class: "of-more", name: "of-more", open}, head, el("div", {class: "of-menu"}, ...buttons))];
}
