/** The bar of the demonstration: whom one plays, what time it is there, and how to let time pass. */
import {el} from "./dom.js";
import {clock, day} from "./when.js";
import {say} from "./words_demo.js";

const TICK = 10000;
const LABELS = {
  hour: "web.demo_hour",
  morning: "web.demo_morning",
  "three-days": "web.demo_three_days",
  deadline: "web.demo_deadline",
};

/** Puts the bar above the page; whoever plays nobody yet is asked first. */
export async function startDemo(app) {
  const told = await app.api.get("/api/demo");
  document.body.prepend(new Bar(app, told).element);
  if (!told.role) askRole(app, told.roles);
}

class Bar {
  constructor(app, told) {
    this.app = app;
    this.time = el("span", {class: "demo-time"});
    this.steps = el("div", {class: "demo-group", role: "group", "aria-label": say("web.demo_clock")});
    this.short = el("span");
    this.toggle = el("button", {type: "button", class: "demo-toggle", "aria-expanded": "false", "aria-controls": "demo-body"}, this.short);
    this.toggle.addEventListener("click", () => this.open(this.toggle.getAttribute("aria-expanded") !== "true"));
    this.body = el("div", {id: "demo-body", class: "demo-body"}, this.roles(told), this.time, this.steps);
    const label = el("strong", {class: "demo-label"}, say("web.demo_label"));
    this.element = el("aside", {class: "demo", "aria-label": say("web.demo_label")}, label, this.toggle, this.body);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.played = told.roles.find(({role}) => role === told.role)?.label ?? say("web.demo_open");
    this.show(told);
    setInterval(() => this.tick(), TICK);
    addEventListener("focus", () => this.look());
  }

  roles({roles, role: played}) {
    const buttons = roles.map((one) => {
      const title = say("web.demo_as", one);
      const pressed = String(one.role === played);
      const play = () => one.role !== played && playRole(this.app, one.role);
      return el("button", {type: "button", title, "aria-pressed": pressed, onclick: play}, one.label);
    });
    return el("div", {class: "demo-group", role: "group", "aria-label": say("web.demo_roles")}, ...buttons);
  }

  /** What time it is there, and which steps still lead ahead. */
  show({now, steps}) {
    this.ahead = Date.parse(now) - Date.now();
    const buttons = steps.map((step) => {
      const push = (event) => this.push(step, event.currentTarget);
      return el("button", {type: "button", onclick: push}, say(LABELS[step]));
    });
    this.steps.replaceChildren(...buttons);
    this.tick();
  }

  get now() {
    return Date.now() + this.ahead;
  }

  tick() {
    this.time.textContent = say("web.demo_now", {clock: clock(this.now), day: day(this.now)});
    this.short.textContent = `${this.played} · ${clock(this.now)}`;
    this.toggle.setAttribute("aria-label", `${say("web.demo_open")}. ${this.short.textContent}`);
  }

  async push(step, button) {
    if (this.busy) return;
    this.busy = button;
    button.setAttribute("aria-busy", "true");
    try {
      this.show(await this.app.api.post("/api/demo/clock", {step}));
      this.app.toast(say("web.demo_pushed", {at: this.time.textContent}));
      this.close();
    } catch (failure) {
      this.app.toast(failure.message);
    } finally {
      this.busy = null;
      button.removeAttribute("aria-busy");
    }
  }

  async look() {
    const told = await this.app.api.get("/api/demo").catch(() => null);
    if (told && !this.busy && !this.steps.contains(document.activeElement)) this.show(told);
  }

  open(wanted) {
    this.toggle.setAttribute("aria-expanded", String(wanted));
    this.element.classList.toggle("open", wanted);
  }

  /** Folds the bar, where it was unfolded, and leaves the keyboard's focus on it. */
  close() {
    if (this.toggle.getAttribute("aria-expanded") !== "true") return;
    this.open(false);
    this.toggle.focus();
  }
}

async function playRole(app, role) {
  try {
    await app.api.post("/api/demo/as", {role});
    location.reload();
  } catch (failure) {
    app.toast(failure.message);
  }
}

/** The first screen: whom one would like to play, and what each can do. */
function askRole(app, roles) {
  const choices = roles.map((one) => {
    const who = el("span", {class: "demo-who"}, say("web.demo_as", one));
    const play = () => playRole(app, one.role);
    const button = {type: "button", class: "demo-choice", onclick: play};
    return el("li", {}, el("button", button, el("strong", {}, one.label), who, el("span", {}, one.does)));
  });
  const heading = el("h1", {tabindex: "-1"}, say("web.demo_choose"));
  const list = el("ul", {class: "demo-choices"}, ...choices);
  document.body.append(el("main", {class: "demo-start"}, heading, el("p", {}, say("web.demo_what")), list));
  // Whatever the page says of links and codes meanwhile is not for whoever tries it.
  document.body.classList.add("demo-choosing");
  heading.focus();
}
