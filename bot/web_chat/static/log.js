/** The messages of the chat in the order of their positions, each drawn once and changed in place. */
import {api} from "./api.js";
import {byId, el, toast} from "./dom.js";
import {draw, plain} from "./message.js";
import {day} from "./when.js";
import {say} from "./words.js";

const WAIT = 8000;

/** The log; `acts` says what the buttons of its messages do. */
export class Log {
  constructor(acts, view) {
    this.acts = acts;
    this.view = view;
    this.place = byId("log");
    this.shown = new Map();
    this.change = 0;
    this.lost = false;
    byId("older").addEventListener("click", () => this.older());
  }

  /** Shows these messages and no others. */
  fill({messages, more, first}) {
    this.quietly(() => {
      this.place.replaceChildren();
      this.shown.clear();
      this.add(messages);
    });
    this.first = first;
    byId("older").hidden = !more;
  }

  /** What is shown in this way is read out to nobody. */
  quietly(act) {
    this.place.setAttribute("aria-live", "off");
    act();
    setTimeout(() => this.place.removeAttribute("aria-live"), 1000);
  }

  /** Shows a message that is new or has changed; false where it was shown so already. */
  put(message) {
    const known = this.shown.get(message.position);
    this.change = Math.max(this.change, message.change);
    if (known && known.message.change >= message.change) return false;
    if (known) this.view.keepPlaceBelow(known.article, () => this.alter(known, message));
    else this.arrive(message);
    return !message.removed;
  }

  /** What comes in the place of a message that had the focus has it now. */
  arrive(message) {
    this.add([message]);
    if (message.removed || message.own || !this.lost) return;
    this.lost = false;
    const {article} = this.shown.get(message.position);
    if (document.activeElement === byId("scroll")) article.focus({preventScroll: true});
  }

  /** The texts of own messages that the log shows, by nonce. */
  nonces() {
    return [...this.shown.values()].map(({message}) => message.nonce).filter(Boolean);
  }

  add(messages) {
    for (const message of messages.filter((one) => !one.removed)) this.insert(message);
    this.change = Math.max(this.change, ...messages.map((message) => message.change));
    this.days();
  }

  insert(message) {
    const article = el("article", {tabindex: "-1"});
    const after = [...this.shown.keys()].filter((position) => position > message.position);
    const next = after.length ? this.shown.get(Math.min(...after)).article : null;
    this.shown.set(message.position, {article, message});
    draw(article, message, this.acts);
    this.place.insertBefore(article, next);
  }

  alter(known, message) {
    if (message.removed) this.remove(known);
    else this.redraw(known, message);
  }

  redraw(known, message) {
    const focus = known.article.contains(document.activeElement);
    known.message = message;
    draw(known.article, message, this.acts);
    // A button of the same name may be that of another question by now, so that it is read first.
    if (focus) known.article.focus({preventScroll: true});
  }

  remove(known) {
    const focused = known.article.contains(document.activeElement);
    known.article.remove();
    this.shown.delete(known.message.position);
    this.days();
    if (!focused) return;
    byId("scroll").focus({preventScroll: true});
    this.lost = true;
  }

  /** Every day has its name above its first message. */
  days() {
    for (const name of this.place.querySelectorAll(".day")) name.remove();
    let before = "";
    for (const {article, message} of this.inOrder()) {
      const name = day(message.at);
      if (name !== before) article.before(el("h3", {class: "day"}, name));
      before = name;
    }
  }

  inOrder() {
    return [...this.shown.values()].sort((one, other) => one.message.position - other.message.position);
  }

  async older() {
    byId("older").disabled = true;
    try {
      this.prepend(await api.get(`/api/before?position=${this.first}`));
    } catch (failure) {
      toast(failure.message);
    }
    byId("older").disabled = false;
  }

  /** What was looked at stays where it was. */
  prepend({messages, more, first}) {
    const add = () => {
      this.add(messages);
      this.first = first;
      byId("older").hidden = !more;
    };
    this.quietly(() => this.view.keepPlace(add));
    if (messages.length) this.inOrder()[0].article.focus({preventScroll: true});
  }

  /** A pressed button waits until its message changes, something new is said, or for a while. */
  wait(knob) {
    const group = knob.closest(".buttons");
    knob.classList.add("waiting");
    group.setAttribute("aria-busy", "true");
    setTimeout(() => this.rest(), WAIT);
  }

  /** No button waits any more. */
  rest() {
    for (const knob of this.place.querySelectorAll(".waiting")) knob.classList.remove("waiting");
    for (const group of this.place.querySelectorAll("[aria-busy]")) group.removeAttribute("aria-busy");
  }

  /** True where a button of the same message waits already. */
  waits(knob) {
    return knob.closest(".buttons").hasAttribute("aria-busy");
  }
}

/** How a message is called in few words. */
export function brief(message) {
  const text = plain(message).trim().replace(/\s+/g, " ");
  return text.length > 80 ? say("web.brief", {text: text.slice(0, 80)}) : text;
}
