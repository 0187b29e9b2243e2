/** The chat of one person: the log, the composer, what is on its way, the stream and the menu, tied together. */
import {Failure, api, askAs, nonce, whenOut} from "./api.js";
import {Composer} from "./composer.js";
import {byId, styleSheet, toast} from "./dom.js";
import {forget, keep, kept, names, whenChanged} from "./keep.js";
import {createMenu, sure} from "./menu.js";
import {Panes} from "./panes.js";
import {showWaiting} from "./pending.js";
import {Queue} from "./queue.js";
import {Stream} from "./stream.js";
import {showConnection, showTop} from "./top.js";
import {Uploads} from "./upload.js";
import {say} from "./words.js";

/** The chat; `out(why)` is called when the device is let in no more. */
export class Chat {
  constructor({app, me, log, view, out}) {
    Object.assign(this, {app, me, log, view, out});
    this.person = me.person.key;
    askAs(this.person);
    this.claim();
    this.callbacks = [];
    app.showChat = () => this.panes.choose("talk");
    app.onOffice = (callback) => this.callbacks.push(callback);
    this.queue = new Queue(this.person, {changed: () => this.waiting(), sent: (message) => this.take(message)});
    this.composer = new Composer(this.person, {send: (said) => this.say(said), edit: (said) => this.edit(said)});
    this.uploads = new Uploads({
      seen: () => view.seen,
      added: () => view.toEnd(),
      sent: (message) => this.take(message),
      out: () => this.leaveFor(),
    });
    this.panes = new Panes(app);
    createMenu({me: () => this.me, send: (text) => this.say({text, styles: []}), leave: () => this.leave()});
    whenOut(() => this.leaveFor());
    this.know(me);
    this.queue.arrived(log.nonces());
    this.stream = new Stream(me.change, this.ears());
    this.queue.drain();
    addEventListener("online", () => this.queue.wake());
    document.addEventListener("visibilitychange", () => this.look());
    addEventListener("pageshow", (event) => event.persisted && this.look());
    this.look();
  }

  /** Somebody looks here, who may have gone on elsewhere: the assistant then shows where that has led. */
  look() {
    // Where nobody hears of it, the next look says it again.
    if (!document.hidden) api.post("/api/look").catch(() => null);
  }

  /** Only one person at a time is here: where another page lets in somebody else, this one begins anew. */
  claim() {
    keep("owner", this.person);
    whenChanged("owner", () => kept("owner") !== this.person && location.reload());
  }

  /** What the stream tells. */
  ears() {
    return {
      message: (message) => this.take(message),
      me: (me) => this.know({...this.me, ...me}),
      office: () => this.office(),
      out: () => this.leaveFor(),
      connected: (yes) => this.connected(yes),
      check: (anew) => this.check(anew),
    };
  }

  know(me) {
    this.me = me;
    showTop(me);
    this.composer.showKeyboard(me.keyboard);
    this.panes.allow(me.office);
  }

  /** A message that is new or has changed. */
  take(message) {
    const news = this.log.put(message);
    if (message.nonce) this.queue.arrived([message.nonce]);
    this.log.rest();
    this.view.shows(this.log.change, news && !message.own);
  }

  connected(yes) {
    showConnection(yes);
    const back = yes && this.lost;
    this.lost = !yes;
    if (back) this.office();
    if (!yes) return;
    this.queue.wake();
    this.uploads.wake();
  }

  /** The campaign has changed, or may have while there was no connection. */
  office() {
    for (const callback of this.callbacks) callback();
  }

  /** Asks who is here, and for all messages where too much was missed; false where there is no answer yet. */
  async check(anew) {
    try {
      const me = await api.get("/api/me");
      if (me.person.key !== this.person) return location.reload();
      this.know(me);
      if (anew) this.begin(me);
      return true;
    } catch {
      return false;
    }
  }

  /** Shows the messages as if the page had just been opened. */
  begin(me) {
    this.log.fill(me);
    this.stream.change = me.change;
    this.queue.arrived(this.log.nonces());
    this.view.shows(me.change, false);
  }

  say({text, styles}) {
    const {seen} = this.view;
    this.queue.add({text, styles, seen});
    this.view.toEnd();
  }

  waiting() {
    showWaiting(this.queue);
  }

  /** Has an own message say something else; true once it does. */
  async edit({message, text, styles}) {
    const said = {position: message.position, text, styles, seen: this.view.seen};
    try {
      const answer = await api.post("/api/edit", {nonce: nonce(), ...said});
      this.take(answer.message);
      return true;
    } catch (failure) {
      toast(failure.message);
      return false;
    }
  }

  /** Takes an own message into the composer, to be changed there. */
  change(message) {
    this.composer.edit(message);
  }

  async press(message, {place, grid}, knob) {
    if (this.log.waits(knob)) return;
    if (grid) return this.openGrid({position: message.position, place});
    this.log.wait(knob);
    this.view.awaits();
    try {
      if (navigator.onLine === false) throw new Failure(0);
      const {position, change} = message;
      await api.post("/api/press", {nonce: nonce(), position, place, change});
    } catch (failure) {
      this.log.rest();
      toast(failure.status ? failure.message : say("web.not_pressed"));
    }
  }

  async openGrid(at) {
    try {
      const [{openGrid}] = await Promise.all([import("./grid.js"), styleSheet("grid.css")]);
      openGrid(this.app, at);
    } catch {
      toast(say("web.part_missing"));
    }
  }

  /** Leaves this device, and nothing of the person's on it. */
  async leave() {
    const unsent = this.queue.list().length;
    const text = unsent ? say("web.leave_unsent", {n: unsent}) : say("web.leave_text");
    if (!(await sure({title: say("web.leave_title"), text, yes: say("web.leave_yes")}))) return;
    try {
      await api.post("/api/leave");
    } catch (failure) {
      if (failure.status !== 401) return toast(failure.message);
    }
    this.composer.stop();
    const unsaid = ["queue", "office", "grid"].flatMap((what) => names(`${what}.${this.person}.`));
    for (const name of [...unsaid, `draft.${this.person}`, "owner"]) forget(name);
    this.leaveFor(say("web.left"));
  }

  /** The device is not let in any more. */
  leaveFor(why = say("web.out")) {
    this.queue.stop();
    this.stream?.stop();
    this.composer.stop();
    // What was said here is not for whoever sits down here next.
    for (const part of ["log", "pending", "uploads", "office"]) byId(part)?.replaceChildren();
    this.out(why);
  }
}
