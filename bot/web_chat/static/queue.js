/** Texts wait in the browser until the server has them: each is kept before it is posted, and sent once, in order. */
import {api, nonce} from "./api.js";
import {forget, keep, kept, names, whenChanged} from "./keep.js";

const LONGEST_PAUSE = 15000;
const LOCK = "decuong.queue";
let count = 0;

/** Acts while no other page of this browser does, where the browser can see to that. */
const alone = (act) => (navigator.locks ? navigator.locks.request(LOCK, act) : act());

/** What one person has still to send; `hears` is told `changed()` and `sent(message)`. */
export class Queue {
  constructor(person, hears) {
    this.person = person;
    this.beginning = `queue.${person}.`;
    this.hears = hears;
    this.sending = "";
    this.failures = 0;
    this.busy = false;
    this.stopped = false;
    this.timer = 0;
    whenChanged(this.beginning, () => this.hears.changed());
  }

  /** What waits, oldest first. */
  list() {
    return names(this.beginning).map((name) => kept(name)).filter(Boolean);
  }

  /** Keeps a text and begins to send it. */
  add(said) {
    // A clock that is put back must not put a later text before an earlier one.
    const last = Number((this.list().at(-1)?.key ?? "0").split(".")[0]);
    const order = `${String(Math.max(Date.now(), last)).padStart(14, "0")}.${String((count += 1)).padStart(6, "0")}`;
    const name = nonce();
    this.store({...said, nonce: name, key: `${order}.${name}`});
    this.drain();
  }

  /** Tries again to send what was refused. */
  again(item) {
    this.store({...item, refused: ""});
    this.drain();
  }

  /** Takes away what is not to be sent any more. */
  drop(item) {
    forget(this.beginning + item.key);
    this.hears.changed();
  }

  /** Takes away what the chat shows already. */
  arrived(nonces) {
    const there = new Set(nonces.filter(Boolean));
    for (const item of there.size ? this.list() : []) if (there.has(item.nonce)) this.drop(item);
  }

  /** True where something could not be sent for want of a connection. */
  get waits() {
    return this.failures > 0 || navigator.onLine === false;
  }

  /** There is a connection: whatever waits is sent now. */
  wake() {
    this.failures = 0;
    this.drain();
  }

  /** Sends nothing any more. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async drain() {
    this.hears.changed();
    if (this.busy || this.stopped) return;
    this.busy = true;
    clearTimeout(this.timer);
    await alone(() => this.sendAll());
    this.busy = false;
    // What came while the last one was found to be the last.
    if (!this.failures && this.next()) this.drain();
  }

  /** What is to be sent next; nothing while somebody else is here. */
  next() {
    if (this.stopped || kept("owner") !== this.person) return undefined;
    return this.list().find((item) => !item.refused);
  }

  async sendAll() {
    let item = this.next();
    while (item && (await this.send(item))) item = this.next();
  }

  /** True where one may go on to the next. */
  async send(item) {
    this.sending = item.nonce;
    this.hears.changed();
    try {
      const {key, refused, ...said} = item;
      const {message} = await api.post("/api/say", said);
      this.sent(item, message);
    } catch (failure) {
      return this.failed(item, failure);
    } finally {
      this.sending = "";
    }
    return true;
  }

  sent(item, message) {
    this.failures = 0;
    forget(this.beginning + item.key);
    this.hears.sent(message);
    this.hears.changed();
  }

  failed(item, failure) {
    if (!failure.passing) {
      this.store({...item, refused: failure.message});
      return true;
    }
    this.failures += 1;
    this.later();
    this.sending = "";
    this.hears.changed();
    return false;
  }

  later() {
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** (this.failures - 1));
    this.timer = setTimeout(() => this.drain(), pause * (0.5 + Math.random() / 2));
  }

  store(item) {
    keep(this.beginning + item.key, item);
    this.hears.changed();
  }
}
