/** A link's code is good once: what this window says beside it, and how it is known again when it was used. */
import {nonce} from "./api.js";
import {forget, keep, kept} from "./keep.js";

const KNOCK = "knock";
const ENTERED = "entered";

/** A word of this browser's own beside the code, so that it can knock again where the answer was lost. */
export function knockKey(code) {
  const known = kept(KNOCK);
  if (known?.mark === mark(code)) return known.key;
  const key = nonce();
  keep(KNOCK, {mark: mark(code), key});
  return key;
}

/** The code leaves the address, as it was used or is not to be. */
export function dropCode() {
  forget(KNOCK);
  history.replaceState(null, "", location.pathname);
}

/** Remembers with which code this browser was let in. */
export const entered = (code) => keep(ENTERED, mark(code));

/** No code has let this browser in. */
export const notEntered = () => forget(ENTERED);

/** True where this browser was let in with this very code, so that its link only leads back. */
export const enteredWith = (code) => kept(ENTERED) === mark(code);

/** By this a spent code is known again; it cannot be had back from it. */
function mark(code) {
  return [...code].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) >>> 0, 7);
}
