/** What happens in the chat, as it happens; after a break it goes on from the last change that was heard of. */
import {asker} from "./api.js";

const LONGEST_PAUSE = 15000;
const AWAY = 30000;
const SILENCE = 45000;
const KINDS = ["message", "me", "reset", "office", "out", "ping"];

/** The stream; `hears` has a function for each kind of event, `connected(yes)`, and `check(anew)`: is one let in. */
export class Stream {
  constructor(change, hears) {
    this.change = change;
    this.hears = hears;
    this.failures = 0;
    this.hiddenAt = 0;
    this.stopped = false;
    addEventListener("online", () => this.open());
    addEventListener("offline", () => hears.connected(false));
    addEventListener("pageshow", (event) => event.persisted && this.open());
    document.addEventListener("visibilitychange", () => this.looked());
    this.open();
  }

  /** Listens anew, from the last change on. */
  open() {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.source?.close();
    this.alive();
    this.source = new EventSource(`/api/stream?after=${this.change}&as=${asker()}`);
    this.source.onopen = () => this.opened();
    this.source.onerror = () => this.broken();
    for (const kind of KINDS) this.source.addEventListener(kind, (event) => this.heard(kind, event));
  }

  /** Listens no more. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.watch);
    this.source?.close();
  }

  /** A line on which nothing is heard for long, not even a ping, is dead and has not said so. */
  alive() {
    clearTimeout(this.watch);
    this.watch = setTimeout(() => this.dead(), SILENCE);
  }

  dead() {
    this.hears.connected(false);
    this.open();
  }

  opened() {
    this.failures = 0;
    this.alive();
    this.hears.connected(true);
  }

  heard(kind, event) {
    this.alive();
    if (kind === "reset") return this.pause(true);
    if (kind === "ping") return undefined;
    const change = Number(event.lastEventId);
    if (change > this.change) this.change = change;
    return this.hears[kind](event.data ? JSON.parse(event.data) : null);
  }

  /** The browser tries again by itself, unless it was answered with a refusal. */
  broken() {
    this.hears.connected(false);
    if (this.source.readyState === EventSource.CLOSED) this.pause();
  }

  /** Goes on after a while, the longer the more often it failed; `anew` where too much was missed. */
  pause(anew = false) {
    this.source.close();
    clearTimeout(this.watch);
    this.failures += 1;
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** (this.failures - 1));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(anew), pause * (0.5 + Math.random() / 2));
  }

  /** Asks first whether one is let in, as the stream itself cannot say why it was refused. */
  async again(anew) {
    if (await this.hears.check(anew)) this.open();
    else this.pause(anew);
  }

  /** A phone that was put away may have lost the connection without a word. */
  looked() {
    if (document.hidden) this.hiddenAt = performance.now();
    else if (performance.now() - this.hiddenAt > AWAY || this.source?.readyState !== EventSource.OPEN) this.open();
  }
}
