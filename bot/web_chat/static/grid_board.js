/** The cells of a table while somebody types: what each holds, what it adds up to, and what is wrong with it. */
import {Sums, readAmount, showAmount} from "./grid_sums.js";

/** The name of a cell within its table. */
export const place = (row, column) => `${row} ${column}`;

/** The sentence of a fault with its blanks filled. */
export function filled(sentence, blanks) {
  return sentence.replace(/\{([a-z_]+)\}/g, (_, name) => blanks[name] ?? "");
}

export class Board {
  constructor(spec) {
    this.spec = spec;
    this.sums = new Sums(spec);
    this.cells = new Map();
    this.refused = new Map();
    for (const row of this.sums.rows.values()) {
      const open = spec.columns.filter((column) => column.kind !== "sum" && row.columns.includes(column.key));
      const empty = {text: "", held: "", read: null};
      for (const column of open) this.cells.set(place(row.key, column.key), {row, column, ...empty});
    }
    for (const cell of spec.cells) this.hold(cell);
  }

  /** What the server holds in a cell. */
  hold({row, column, text}) {
    const cell = this.cells.get(place(row, column));
    if (!cell) return;
    cell.held = text;
    this.type(cell, text);
  }

  cell(row, column) {
    return this.cells.get(place(row, column));
  }

  /** A cell says something else now; what the server had against it is settled. */
  type(cell, text) {
    const {row, column} = cell;
    cell.text = text;
    cell.read = column.kind === "note" ? note(text) : readAmount(text);
    this.refused.delete(place(row.key, column.key));
    this.sums.put(row.key, column.key, cell.read);
  }

  /** A cell's text as it is shown once its typing has ended: figures in groups of thousands. */
  tidy(cell) {
    if (cell.read?.amount !== undefined) cell.text = showAmount(cell.read.amount);
    if (cell.read?.missing) cell.text = this.spec.missing;
    return cell.text;
  }

  /** What the server did not take. */
  refuse(faults) {
    this.refused = new Map(faults.map((fault) => [place(fault.row, fault.column), fault]));
  }

  /** Every fault, cell by cell; `bad` where a text cannot be taken at all. */
  faults() {
    const unread = [...this.cells.values()].filter((cell) => cell.read?.bad).map((cell) => this.misread(cell));
    const doubtful = [...this.sums.faults()].map((fault) => this.named(fault, false));
    const refused = [...this.refused.values()].map((fault) => ({...fault, bad: true}));
    return [...refused, ...unread, ...doubtful];
  }

  misread({row, column, text, read}) {
    const blanks = {row: row.full, column: column.full, text, amount: read.shown};
    return this.named({row: row.key, column: column.key, line: read.bad, blanks}, true);
  }

  named({row, column, line, blanks}, bad) {
    return {row, column, bad, text: filled(this.spec.says[line], blanks)};
  }

  /** How many of the cells that take a figure hold something, and how many there are. */
  progress() {
    const figures = [...this.cells.values()].filter((cell) => cell.column.kind === "amount");
    return {done: figures.filter((cell) => cell.text.trim() !== "").length, total: figures.length};
  }

  /** Every cell that holds something, as it is sent. */
  typed() {
    return [...this.cells.values()].filter((cell) => cell.text.trim() !== "").map(bare);
  }

  /** The cells that are not as the server holds them. */
  changed() {
    return [...this.cells.values()].filter((cell) => cell.text !== cell.held).map(bare);
  }
}

function note(text) {
  return text.trim() ? {note: true} : null;
}

function bare({row, column, text}) {
  return {row: row.key, column: column.key, text};
}
