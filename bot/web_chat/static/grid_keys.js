/** Moving among the cells by keys, as in a sheet: arrows, Enter, Home and End; Tab goes as it always does. */

const OVER = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};

/** The fields as a reader sees them: lines of fields, each with its column's number. */
function lines(table) {
  const columns = table.board.spec.columns.map((column) => column.key);
  const found = new Map();
  for (const field of table.fields.values()) {
    const {row, column} = field.cell;
    if (!found.has(row.key)) found.set(row.key, []);
    found.get(row.key).push({field, at: columns.indexOf(column.key)});
  }
  return [...found.values()];
}

/** Moves are taken from the fields of a table; `narrow()` says whether its rows are cards. */
export function listenToKeys(table, narrow) {
  const map = lines(table);
  table.root.addEventListener("keydown", (event) => {
    if (!event.target.cell || event.isComposing || event.altKey) return;
    const next = target(map, event, narrow());
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
}

function target(map, event, isNarrow) {
  const line = map.findIndex((fields) => fields.some(({field}) => field === event.target));
  const spot = {line, n: map[line].findIndex(({field}) => field === event.target)};
  if (event.key === "Enter") return (isNarrow ? inReading : below)(map, spot, event.shiftKey ? -1 : 1);
  if (event.key === "Home" || event.key === "End") return atEnd(map, spot, event);
  const [down, right] = OVER[event.key] ?? [0, 0];
  if (event.shiftKey || (!down && !right)) return null;
  if (down) return event.ctrlKey ? null : below(map, spot, down);
  return atEdge(event.target, right) ? map[line][spot.n + right]?.field : null;
}

/** The field of the same column in the next line that has one. */
function below(map, {line, n}, step) {
  const {at} = map[line][n];
  for (let next = line + step; map[next]; next += step) {
    const found = map[next].find((one) => one.at === at);
    if (found) return found.field;
  }
  return null;
}

function inReading(map, {line, n}, step) {
  const beside = map[line][n + step];
  return (beside ?? (step > 0 ? map[line + 1]?.[0] : map[line - 1]?.at(-1)))?.field;
}

/** Home and End go to the ends of the line, with Ctrl to those of the table, but first to the ends of the text. */
function atEnd(map, {line}, event) {
  const step = event.key === "Home" ? -1 : 1;
  if (event.shiftKey || (!event.ctrlKey && !atEdge(event.target, step))) return null;
  const fields = event.ctrlKey ? map.at(step > 0 ? -1 : 0) : map[line];
  return fields.at(step > 0 ? -1 : 0).field;
}

/** Whether a move leaves the text: all of it is selected, or the caret stands at that end. */
function atEdge({selectionStart, selectionEnd, value}, step) {
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  return selectionStart === selectionEnd && selectionStart === (step > 0 ? value.length : 0);
}
