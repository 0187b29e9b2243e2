/** The coordinators' page: the campaign at a glance, each unit's draft; what is done here is answered in the chat. */
import {nonce} from "./api.js";
import {el, styleSheet} from "./dom.js";
import {List} from "./office_list.js";
import {UnitScreen} from "./office_unit.js";
import {say} from "./words_office.js";

/** How often at the most the campaign is asked for anew while things happen, in milliseconds. */
const PACE = 4000;
/** After how long it is asked for although nothing happens: the days that are left go by. */
const LONG = 300000;

/** Shows the page within that element. */
export async function openOffice(root, app) {
  await Promise.all([styleSheet("office.css"), styleSheet("office_unit.css")]);
  return new OfficePage(root, app);
}

class OfficePage {
  constructor(root, app) {
    Object.assign(this, {root, app, campaign: "", unit: "", screen: null, sent: new Map()});
    Object.assign(this, {due: 0, asked: 0, missed: false});
    this.list = new List(this.acts());
    this.place = el("div", {class: "of-place"});
    this.note = el("div", {class: "of-note", role: "alert"});
    this.wait = el("p", {class: "of-wait", role: "status"}, say("web.office_loading"));
    root.replaceChildren(this.note, this.wait, this.list.node, this.place);
    app.onOffice(() => this.soon());
    setInterval(() => this.soon(), LONG);
    new IntersectionObserver(() => this.missed && this.soon()).observe(root);
    document.addEventListener("visibilitychange", () => this.missed && this.soon());
    addEventListener("popstate", () => this.unit && this.close());
    this.refresh();
  }

  acts() {
    return {
      look: (campaign) => this.look(campaign),
      open: (unit) => this.open(unit),
      press: (offer, button, text) => this.press(offer, button, text),
      back: () => history.back(),
    };
  }

  /** Asks for what is shown anew, but not more often than the pace allows, and only once it can be seen. */
  soon() {
    this.missed = document.hidden || !this.root.getClientRects().length;
    if (this.due || this.missed) return;
    const rest = Math.max(0, this.asked + PACE - performance.now());
    this.due = setTimeout(() => this.refresh(), rest);
  }

  async refresh() {
    clearTimeout(this.due);
    this.due = 0;
    this.asked = performance.now();
    try {
      await (this.unit ? this.read() : this.overlook());
      if (this.note.querySelector("button")) this.say("");
    } catch (failure) {
      this.failed(failure);
    }
    this.wait.hidden = true;
  }

  async overlook() {
    const campaign = this.campaign;
    const overview = await this.app.api.post("/api/office", campaign ? {campaign} : {});
    if (campaign !== this.campaign) return;
    this.list.show(overview);
    this.list.node.hidden = Boolean(this.unit);
  }

  async read() {
    const unit = this.unit;
    const reading = await this.app.api.post("/api/office/unit", {unit});
    if (unit !== this.unit) return;
    if (this.screen) return this.screen.show(reading);
    this.screen = new UnitScreen(reading, this.acts());
    this.place.replaceChildren(this.screen.node);
    this.screen.node.querySelector("h2").focus({preventScroll: true});
    this.scroller().scrollTop = 0;
  }

  /** An offer that is not known any more leads back to what the chat looks at; all else is said, to be tried again. */
  failed(failure) {
    const stale = failure.code === "stale" || failure.status === 404;
    this.say(failure.status ? failure.message : say("web.office_failed"), !stale);
    if (!stale) return;
    this.campaign = "";
    if (this.unit) history.back();
    else this.refresh();
  }

  look(campaign) {
    this.campaign = campaign;
    this.refresh();
  }

  open(unit) {
    this.left = {top: this.scroller().scrollTop, unit: unit.unit};
    this.unit = unit.unit;
    this.say("");
    this.wait.hidden = false;
    this.list.node.hidden = true;
    history.pushState({office: "unit"}, "");
    this.refresh();
  }

  /** Goes back to the list, where it was left. */
  close() {
    this.unit = "";
    this.screen = null;
    this.place.replaceChildren();
    this.list.node.hidden = !this.list.overview;
    this.scroller().scrollTop = this.left.top;
    this.list.node.querySelector(`[data-key="${CSS.escape(this.left.unit)}"] .of-open`)?.focus({preventScroll: true});
    this.refresh();
  }

  /** What scrolls: the element itself where it does, else the page. */
  scroller() {
    const own = getComputedStyle(this.root).overflowY;
    return own === "auto" || own === "scroll" ? this.root : document.scrollingElement;
  }

  /** Makes the move in the chat, once: the same offer that failed on the way goes by the same name again. */
  async press({offer}, button, text = "") {
    if (button.getAttribute("aria-busy") === "true") return;
    const name = `${offer} ${text}`;
    if (!this.sent.has(name)) this.sent.set(name, nonce());
    button.setAttribute("aria-busy", "true");
    try {
      await this.app.api.post("/api/office/do", {nonce: this.sent.get(name), offer, text});
      this.sent.delete(name);
      this.say("");
      this.app.showChat();
    } catch (failure) {
      this.notDone(failure);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  notDone(failure) {
    if (failure.code === "stale") this.failed(failure);
    else this.say(failure.status ? failure.message : say("web.office_not_done"));
  }

  say(text, again = false) {
    const act = {type: "button", class: "of-act", onclick: () => this.refresh()};
    const retry = again ? [el("button", act, say("web.office_retry"))] : [];
    this.note.replaceChildren(...(text ? [el("p", {}, text), ...retry] : []));
  }
}
