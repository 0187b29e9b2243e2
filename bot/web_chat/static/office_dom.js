/** What is on the page is changed in place, so that a live page loses neither scroll nor focus. */

/** Draws into the place where what it shows has changed. */
export function redraw(place, what, draw) {
  const stamp = JSON.stringify(what);
  if (place.stamp === stamp) return;
  place.stamp = stamp;
  keepingFocus(place, () => place.replaceChildren(...draw(what)));
}

/** Has one child for each of the things, in order; `make` makes one that is new, `fill` fills one that has changed. */
export function keyed(place, things, {key, make, fill}) {
  keepingFocus(place, () => {
    const old = new Map(Array.from(place.children, (node) => [node.dataset.key, node]));
    things.forEach((thing, n) => {
      const node = old.get(key(thing)) ?? fresh(make(thing), key(thing));
      old.delete(key(thing));
      const stamp = JSON.stringify(thing);
      if (node.stamp !== stamp) fill(node, thing);
      node.stamp = stamp;
      if (place.children[n] !== node) place.insertBefore(node, place.children[n] ?? null);
    });
    for (const node of old.values()) node.remove();
  });
}

function fresh(node, key) {
  node.dataset.key = key;
  return node;
}

/** Does something to the place; focus then is where it was, or on what now has the same name. */
export function keepingFocus(place, act) {
  const active = document.activeElement;
  if (!place.contains(active) || active === place) return act();
  // What is taken out does not know any more what it was in.
  const path = pathTo(active);
  act();
  if (document.activeElement === active) return;
  const same = active.isConnected ? active : path && place.querySelector(path);
  same?.focus({preventScroll: true});
}

/** How what has the same name is found again; empty where it has none. */
function pathTo({dataset: {name}, parentElement}) {
  if (!name) return "";
  const key = parentElement.closest("[data-key]")?.dataset.key;
  return `${key ? `[data-key="${CSS.escape(key)}"] ` : ""}[data-name="${CSS.escape(name)}"]`;
}
