/** What the browser keeps for the next visit; where it keeps nothing, it is kept while the page is open. */
const PREFIX = "decuong.";
const memory = new Map();

function tried(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise();
  }
}

/** What is kept under the name, or null. */
export function kept(name) {
  const text = tried(() => localStorage.getItem(PREFIX + name), () => null) ?? memory.get(name);
  return text ? tried(() => JSON.parse(text), () => null) : null;
}

/** Keeps it under the name; the next visit finds it. */
export function keep(name, what) {
  const text = JSON.stringify(what);
  tried(() => localStorage.setItem(PREFIX + name, text), () => memory.set(name, text));
}

/** Keeps nothing under the name any more. */
export function forget(name) {
  memory.delete(name);
  tried(() => localStorage.removeItem(PREFIX + name), () => undefined);
}

/** The names that begin so, in order. */
export function names(beginning) {
  const stored = tried(() => Object.keys(localStorage), () => []);
  const own = stored.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  return [...new Set([...own, ...memory.keys()])].filter((name) => name.startsWith(beginning)).sort();
}

/** Calls back whenever another page of this browser changes what is kept under names that begin so. */
export function whenChanged(beginning, callback) {
  addEventListener("storage", ({key}) => {
    if (key === null || key.startsWith(PREFIX + beginning)) callback();
  });
}
