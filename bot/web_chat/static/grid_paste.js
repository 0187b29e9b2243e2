/** A block copied from a sheet fills the table from the focused cell on; totals and headings are passed over. */
import {readAmount} from "./grid_sums.js";

/** The lines of a block as cells, null where it is a single text. */
export function block(text) {
  const lines = text.replace(/(?:\r\n?|\n)$/, "").split(/\r\n?|\n/);
  return lines.length > 1 || text.includes("\t") ? lines.map((line) => line.split("\t")) : null;
}

/** Puts a block into the table; says how many cells were filled and how many found no place. */
export function paste(table, from, cells) {
  const {board} = table;
  const columns = columnsFor(board, from, cells);
  const [lines, over] = linesFor(board.spec.rows, from.row.key, cells);
  const found = {count: 0, left: count(over)};
  for (const {row, texts} of lines) {
    texts.forEach((text, n) => put(table, row, columns[n], {text: text.trim(), found}));
  }
  return found;
}

function put(table, row, column, {text, found}) {
  const cell = column && table.board.cell(row.key, column.key);
  if (cell) {
    table.write(cell, text);
    found.count += 1;
  } else if (text && column?.kind !== "sum") {
    found.left += 1;
  }
}

const count = (lines) => lines.flat().filter((text) => text.trim()).length;

/** Each line of the block with its row; headings are passed over, unless the block brings a blank line for each. */
function linesFor(rows, first, cells) {
  const below = rows.slice(rows.findIndex((row) => row.key === first));
  const beside = below.slice(0, cells.length);
  const blank = (line) => line.every((text) => readAmount(text) === null);
  const brought = beside.every((row, n) => row.key || blank(cells[n]));
  const open = brought ? beside : below.filter((row) => row.key);
  const lines = open.slice(0, cells.length).map((row, n) => ({row, texts: cells[n]}));
  return [lines.filter(({row}) => row.key), cells.slice(lines.length)];
}

/** The columns that the block covers: with the totals where it brings them along, else without. */
function columnsFor(board, from, cells) {
  const {columns} = board.spec;
  const all = columns.slice(columns.indexOf(from.column));
  const [lines] = linesFor(board.spec.rows, from.row.key, cells);
  const covered = all.map((column, n) => ({column, n})).slice(0, longest(cells));
  const sums = covered.filter(({column}) => column.kind === "sum");
  const brought = sums.length > 0 && lines.every((line) => sums.every((sum) => agrees(board, all, line, sum)));
  return brought ? all : all.filter((column) => column.kind !== "sum");
}

const longest = (cells) => Math.max(...cells.map((line) => line.length));

/** Whether a line has at a total's place what its parts add up to. */
function agrees(board, all, {row, texts}, {column, n}) {
  const parts = column.of.map((key) => {
    const at = all.findIndex((one) => one.key === key);
    return at < 0 ? board.sums.amount(row.key, key) : (readAmount(texts[at] ?? "")?.amount ?? null);
  });
  const said = readAmount(texts[n] ?? "");
  const there = parts.filter((part) => part !== null);
  return said === null ? !there.length : said.amount === there.reduce((sum, part) => sum + part, 0n);
}
