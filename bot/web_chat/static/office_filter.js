/** Which units are shown, and in which order; nothing here touches the page. */

const MARKS = /[\u0300-\u036f]/g;

/** The text as it is compared: without case, diacritics and needless spaces. */
export function fold(text) {
  const bare = text.normalize("NFD").replace(MARKS, "").toLowerCase().replaceAll("\u0111", "d");
  return bare.replace(/\s+/g, " ").trim();
}

/** Nothing is left out, and the order is that of the list. */
export const NO_FILTER = {text: "", state: "", group: "", flag: "", sort: "list"};

/** True where some unit may be left out. */
export const filters = (wanted) => Boolean(wanted.text || wanted.state || wanted.group || wanted.flag);

/** The units that are wanted, in the order that is wanted. */
export function chosen(units, wanted) {
  const words = fold(wanted.text).split(" ").filter(Boolean);
  return ordered(units.filter((unit) => fits(unit, wanted) && found(unit, words)), wanted.sort);
}

function fits(unit, {state, group, flag}) {
  return (!state || state === unit.state) && (!group || group === unit.group) && (!flag || unit.flags.includes(flag));
}

function found(unit, words) {
  if (!words.length) return true;
  const known = fold(`${unit.name} ${unit.code} ${unit.officer}`);
  return words.every((word) => known.includes(word));
}

const ORDERS = {
  list: null,
  last: (a, b) => b.last_at.localeCompare(a.last_at),
  due: (a, b) => (a.due || "~").localeCompare(b.due || "~"),
  name: (a, b) => a.name.localeCompare(b.name, "vi"),
};

/** The names of the orders. */
export const SORTS = Object.keys(ORDERS);

function ordered(units, sort) {
  const order = ORDERS[sort];
  return order ? [...units].sort(order) : units;
}
