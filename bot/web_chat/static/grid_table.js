/** The table as it is seen: heads that stay, a field in each open cell, totals that follow what is typed. */
import {el} from "./dom.js";
import {place} from "./grid_board.js";
import {showAmount, showHundredths} from "./grid_sums.js";
import {say} from "./words_grid.js";

const LONGEST = {amount: 60, note: 2000};

export class Table {
  constructor(board) {
    this.board = board;
    this.fields = new Map();
    this.boxes = new Map();
    this.totals = [];
    this.marked = [];
    this.root = el("table", {class: "grid-table", role: "table"}, this.head(), ...this.bodies());
    this.show();
  }

  head() {
    const {columns, head} = this.board.spec;
    const deep = columns.some((column) => column.group) ? 2 : 1;
    const top = [el("th", {scope: "col", role: "columnheader", rowspan: deep, class: "grid-name-head"}, head)];
    for (const [group, run] of runs(columns)) {
      const heads = group ? [group] : run.map((column) => column.name);
      const span = group ? {colspan: run.length, scope: "colgroup"} : {rowspan: deep, scope: "col"};
      top.push(...heads.map((name) => el("th", {...span, role: "columnheader"}, name)));
    }
    const low = columns.filter((column) => column.group);
    const lower = low.map((column) => el("th", {scope: "col", role: "columnheader"}, column.name));
    const lines = deep === 2 ? [top, lower] : [top];
    return el("thead", {role: "rowgroup"}, ...lines.map((cells) => el("tr", {role: "row"}, ...cells)));
  }

  /** A body for each stretch of rows, its headings on top; the computed rows come last. */
  bodies() {
    const bodies = [];
    let isFilled = true;
    for (const row of this.board.spec.rows) {
      if (!bodies.length || (row.heading && isFilled)) bodies.push(body());
      bodies.at(-1).append(row.heading ? this.heading(numbered(row), row.depth) : this.row(row));
      isFilled = !row.heading;
    }
    return this.board.spec.summaries.length ? [...bodies, this.computed()] : bodies;
  }

  heading(text, depth) {
    const span = {colspan: this.board.spec.columns.length + 1, role: "rowheader", scope: "rowgroup"};
    return el("tr", {class: `grid-heading depth-${depth}`, role: "row"}, el("th", span, el("span", {}, text)));
  }

  row(row) {
    const cells = this.board.spec.columns.map((column) => this.cell(row, column));
    return el("tr", {class: "grid-row", role: "row"}, name(row), ...cells);
  }

  cell(row, column) {
    if (!row.columns.includes(column.key)) return el("td", {class: "grid-none", role: "cell"});
    const label = el("span", {class: "grid-label", "aria-hidden": "true"}, column.full);
    const reckon = () => shown(this.board.sums.amount(row.key, column.key));
    const inside = column.kind === "sum" ? this.total(reckon) : this.field(row, column);
    const look = `grid-${column.kind}${column.group ? " in-group" : ""}`;
    const box = el("td", {class: look, role: "cell"}, label, inside);
    this.boxes.set(place(row.key, column.key), box);
    return box;
  }

  field(row, column) {
    const field = el("input", {
      type: "text",
      inputmode: column.kind === "note" ? "text" : "decimal",
      autocomplete: "off",
      enterkeyhint: "next",
      maxlength: LONGEST[column.kind],
      "aria-label": say("web.grid_cell", {row: row.full, column: column.full}),
    });
    const cell = this.board.cell(row.key, column.key);
    field.value = cell.text;
    field.cell = cell;
    this.fields.set(place(row.key, column.key), field);
    return field;
  }

  total(reckon) {
    const box = el("span", {class: "grid-total"});
    this.totals.push({box, reckon});
    return box;
  }

  computed() {
    const {summaries, summary_label} = this.board.spec;
    const rows = summaries.map((summary) => this.summary(summary));
    const heading = summary_label ? [this.heading(summary_label, 0)] : [];
    const computed = body();
    computed.classList.add("grid-summaries");
    computed.append(...heading, ...rows);
    return computed;
  }

  summary(summary) {
    const {columns} = this.board.spec;
    const reckon = (column) => () => shown(this.board.sums.computed(summary.key, column.key), showHundredths);
    const cells = columns.map((column) => {
      const label = el("span", {class: "grid-label", "aria-hidden": "true"}, column.full);
      if (!(column.key in summary.shown)) return el("td", {class: "grid-none", role: "cell"});
      return el("td", {class: "grid-sum", role: "cell"}, label, this.total(reckon(column)));
    });
    return el("tr", {class: "grid-row grid-summary", role: "row"}, name(summary), ...cells);
  }

  /** Brings totals and marks up to what the cells hold, and gives the faults. */
  show() {
    for (const {box, reckon} of this.totals) {
      const text = reckon();
      if (box.textContent !== text) box.textContent = text;
    }
    const faults = this.board.faults();
    this.mark(faults);
    return faults;
  }

  mark(faults) {
    for (const unmark of this.marked) unmark();
    this.marked = faults.map((fault, n) => this.markOne(fault, `grid-fault-${n}`));
  }

  markOne({row, column, text, bad}, id) {
    const [box, field] = [this.boxes.get(place(row, column)), this.fields.get(place(row, column))];
    if (!field) return () => {};
    const note = el("p", {id, class: "grid-fault"}, text);
    box.classList.add(bad ? "is-bad" : "is-doubtful");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    box.append(note);
    return () => {
      box.classList.remove("is-bad", "is-doubtful");
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      note.remove();
    };
  }

  /** Writes a text into a cell as if it had been typed. */
  write(cell, text) {
    this.board.type(cell, text);
    this.fields.get(place(cell.row.key, cell.column.key)).value = this.board.tidy(cell);
  }
}

const body = () => el("tbody", {role: "rowgroup"});
const shown = (amount, how = showAmount) => (amount === null ? "" : how(amount));
const numbered = ({number, heading}) => (number ? `${number}. ${heading}` : heading);

function name({number, name: text, unit}) {
  const small = unit ? [el("small", {}, unit)] : [];
  const inner = el("span", {}, number ? `${number}. ${text}` : text);
  return el("th", {scope: "row", role: "rowheader"}, inner, ...small);
}

/** The columns in order, neighbours under one heading together. */
function runs(columns) {
  const found = [];
  for (const column of columns) {
    if (found.length && found.at(-1)[0] === column.group) found.at(-1)[1].push(column);
    else found.push([column.group, [column]]);
  }
  return found;
}
