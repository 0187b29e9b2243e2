/** Everything that a page asks of its server goes through here; what fails is a Failure with a sentence. */
import {say} from "./words.js";

const PATIENCE = 30000;
let out = () => {};
let person = "";

/** From now on everything is asked as this person; should somebody else be let in here, nothing is taken for theirs. */
export const askAs = (key) => (person = key);

/** Whom everything is asked as. */
export const asker = () => person;

/** What every question carries. */
export const heads = () => ({"X-Decuong": "1", ...(person && {"X-Person": person})});

/** What became of a question that was not answered as hoped: status 0 where there was no connection. */
export class Failure extends Error {
  constructor(status, body = {}) {
    super(body.text || say(status ? "web.failed" : "web.offline"));
    this.status = status;
    this.code = body.error || "";
    this.body = body;
  }

  /** True where the same may be accepted when it is tried later. */
  get passing() {
    return this.status === 0 || this.status >= 500 || [401, 408, 425, 429].includes(this.status) || this.isOthers;
  }

  /** True where this browser belongs to somebody else by now. */
  get isOthers() {
    return this.code === "other_person";
  }
}

/** Calls back once a question is answered with 401: the device is let in no more. */
export function whenOut(callback) {
  out = callback;
}

/** A name that nothing else has; the server knows by it what was sent twice. */
export function nonce() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function ask(path, options) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    return await answer(await fetch(path, {cache: "no-store", signal: patience.signal, ...options}));
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(0);
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer says. Throws a Failure where it says no. */
export async function answer(response) {
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const failure = new Failure(response.status, await response.json().catch(() => ({})));
  if (failure.status === 401) out();
  if (failure.isOthers) location.reload();
  throw failure;
}

export const api = {
  /** What stands at the path. */
  get: (path) => ask(path, {headers: heads()}),
  /** What comes of posting the body as JSON; null where there is nothing to say. */
  post: (path, body = {}) =>
    ask(path, {
      method: "POST",
      headers: {"Content-Type": "application/json", ...heads()},
      body: JSON.stringify(body),
    }),
};
