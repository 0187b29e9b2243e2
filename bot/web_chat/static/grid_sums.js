/** What a cell's text says, and what the table adds up to: exactly as flows/grid_cells.py and flows/grid.py have it. */

const BLANKS = new Set(["", "-", "–", "—", "−", ".", "..", "...", "…", "x", "X"]);
const GROUPED = /^[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?:,[0-9]{3})+)$/;
const FRACTION = /^[0-9]+[.,]([0-9]+)$/;
const MOST_DIGITS = 15;
const HUNDRED = 100n;

/**
 * What a text says: {amount}, {missing}, {bad} with the name of its fault, null where it is blank.
 * Where only the server can tell, it is {}.
 */
export function readAmount(text) {
  const typed = text.normalize("NFC").trim();
  if (BLANKS.has(typed)) return null;
  if (typed.replace(/[^0-9]/g, "").length > MOST_DIGITS) return {};
  if (/^[0-9]+$/.test(typed) || GROUPED.test(typed)) return {amount: BigInt(typed.replace(/[.,]/g, ""))};
  if (/^-0*[1-9][0-9]*$/.test(typed)) return {bad: "negative", shown: showAmount(BigInt(typed))};
  const fraction = FRACTION.exec(typed);
  return fraction ? readFraction(typed, fraction[1]) : readWords(typed);
}

function readFraction(typed, decimals) {
  const whole = BigInt(typed.slice(0, -decimals.length - 1));
  if (/^0+$/.test(decimals)) return {amount: whole};
  return {bad: "not_whole", shown: `${showAmount(whole)},${decimals.replace(/0+$/, "")}`};
}

function readWords(typed) {
  const plain = typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  if (/^chua\s+co(?![\p{L}\p{N}_])/u.test(plain)) return {missing: true};
  const isWords = /[a-wyz]/.test(plain) && !/\p{N}/u.test(plain) && !plain.includes("chua");
  return isWords ? {bad: "not_a_number"} : {};
}

/** A whole number as it is printed in Viet Nam. */
export function showAmount(amount) {
  const digits = String(amount < 0n ? -amount : amount).replace(/\B(?=(?:[0-9]{3})+$)/g, ".");
  return amount < 0n ? `-${digits}` : digits;
}

/** A number of hundredths as it is printed, without idle zeros. */
export function showHundredths(hundredths) {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const decimals = String(size % HUNDRED).padStart(2, "0").replace(/0+$/, "");
  const shown = showAmount(size / HUNDRED) + (decimals && `,${decimals}`);
  return hundredths < 0n ? `-${shown}` : shown;
}

const name = (row, column) => `${row} ${column}`;
const added = (amounts) => amounts.reduce((sum, one) => (one === null ? sum : (sum ?? 0n) + one), null);

/** The figures of a table with its sums, ratios and what cannot be right. */
export class Sums {
  constructor(spec) {
    this.columns = new Map(spec.columns.map((column) => [column.key, column]));
    this.rows = new Map(spec.rows.filter((row) => row.key).map((row) => [row.key, row]));
    this.summaries = new Map(spec.summaries.map((summary) => [summary.key, summary]));
    this.checks = spec.checks;
    this.amounts = new Map();
    this.filled = new Map();
  }

  /** A cell holds what was read; null where it is blank. */
  put(row, column, read) {
    const place = name(row, column);
    this.amounts.delete(place);
    if (read?.amount !== undefined) this.amounts.set(place, read.amount);
    const filled = this.filled.get(row) ?? new Set();
    const taken = read?.amount !== undefined || read?.missing || read?.note;
    this.filled.set(row, taken ? filled.add(column) : (filled.delete(column), filled));
  }

  has(row, column) {
    return this.rows.get(row)?.columns.includes(column) ?? false;
  }

  /** The figure in a cell; in a sum column what is there added up; null where nothing is. */
  amount(row, column) {
    if (!this.has(row, column)) return null;
    const {kind, of} = this.columns.get(column);
    if (kind === "sum") return added(of.map((part) => this.amount(row, part)));
    return this.amounts.get(name(row, column)) ?? null;
  }

  /** What a computed row shows in a column, in hundredths; null where the figures for it are not there. */
  computed(key, column) {
    const summary = this.summaries.get(key);
    const source = summary?.shown[column];
    if (source === undefined) return null;
    if (summary.kind === "difference") return this.difference(summary);
    if (summary.kind === "ratio") return this.ratio(summary, source);
    const sum = added(summary.rows.map((row) => this.amount(row, source)));
    return sum === null ? null : sum * HUNDRED;
  }

  difference({of, newer, older}) {
    const [after, before] = [this.computed(of, newer), this.computed(of, older)];
    return after === null || before === null ? null : after - before;
  }

  ratio({top, bottom}, column) {
    if (this.awaits(top, column) || this.awaits(bottom, column)) return null;
    return perCent(this.computed(top, column), this.computed(bottom, column));
  }

  /** A row that was begun lacks a figure that the computed row is made of. */
  awaits(key, column) {
    const summary = this.summaries.get(key);
    const source = summary.shown[column] ?? column;
    const begun = summary.rows.filter((row) => this.filled.get(row)?.size);
    return begun.some((row) => this.has(row, source) && this.amount(row, source) === null);
  }

  /** Each figure that cannot be right, with the sentence that says so and its blanks. */
  faults() {
    return [...this.overColumn(), ...this.overRow()];
  }

  * figures() {
    for (const row of this.rows.values()) {
      for (const column of this.columns.values()) {
        const amount = column.kind === "amount" ? this.amount(row.key, column.key) : null;
        if (amount !== null) yield {row, column, amount};
      }
    }
  }

  * overColumn() {
    for (const {row, column, amount} of this.figures()) {
      const most = column.at_most ? this.amount(row.key, column.at_most) : null;
      if (most === null || amount <= most) continue;
      const blanks = {most: showAmount(most), most_column: this.columns.get(column.at_most).full};
      yield {row: row.key, column: column.key, line: "over_column", blanks: named(row, column, amount, blanks)};
    }
  }

  * overRow() {
    for (const {row, column, amount} of this.figures()) {
      for (const check of this.checks.filter((one) => one.row === row.key)) {
        const most = this.amount(check.at_most, column.key);
        if (most === null || amount <= most) continue;
        const blanks = {most: showAmount(most), most_row: this.rows.get(check.at_most).full};
        yield {row: row.key, column: column.key, line: "over_row", blanks: named(row, column, amount, blanks)};
      }
    }
  }
}

function named(row, column, amount, blanks) {
  return {row: row.full, column: column.full, amount: showAmount(amount), ...blanks};
}

/** 100 x top / bottom, both in hundredths, rounded half up to hundredths; null where there is nothing to divide by. */
function perCent(top, bottom) {
  if (top === null || !bottom) return null;
  const isBelow = top < 0n !== bottom < 0n;
  const [up, down] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom];
  const rounded = (2n * 10000n * up + down) / (2n * down);
  return isBelow ? -rounded : rounded;
}
