/** What is done before anything else has come: the link's code is found, and it is asked who is here. */
const OWNER = "decuong.owner";
const SHORTEST = 16;

function tried(act) {
  try {
    return act() || "";
  } catch {
    return "";
  }
}

/** The fragment of the address, where it is no place of the page: those have short names. */
export function inAddress() {
  const fragment = location.hash.slice(1);
  return fragment.length < SHORTEST ? "" : fragment;
}

/** The code of the link that the page was opened with, if it was; it stays there until it is used, since whoever opened
 * it within a messenger may go on from there to a browser. */
export const code = inAddress();

/** The answer to who is here, on its way; where a code is and nobody has ever been in, there is nobody to ask for. */
export const first = code && !tried(() => localStorage.getItem(OWNER)) ? null : fetch("/api/me", {cache: "no-store"});

// What the door is made of is fetched beside the module that will show it, and not after that.
if (code) for (const part of ["./door.js", "./code.js", "./keep.js"]) import(part).catch(() => null);

// Whoever waits for it hears of its failure; until then it is nobody's.
first?.catch(() => null);
