/** The dialog around the table: its title and progress, what is told, what is wrong, and the buttons at its foot. */
import {el} from "./dom.js";
import {say} from "./words_grid.js";

export class Screen {
  constructor(acts) {
    this.acts = acts;
    this.title = el("h2", {id: "grid-title", tabindex: "-1"}, say("web.grid_loading"));
    this.bar = el("progress", {"aria-labelledby": "grid-count"});
    this.count = el("span", {id: "grid-count"});
    this.told = el("div", {class: "grid-told", role: "status"});
    this.scroll = el("div", {class: "grid-scroll", tabindex: "0", role: "region", "aria-labelledby": "grid-title"});
    this.list = el("ul", {});
    const heading = el("h3", {id: "grid-faults-title"}, say("web.grid_faults_title"));
    const labelled = {id: "grid-faults", class: "grid-faults", "aria-labelledby": "grid-faults-title", hidden: true};
    this.faults = el("section", labelled, heading, this.list);
    const parts = [this.top(), this.told, this.scroll, this.faults, this.foot()];
    this.root = el("dialog", {class: "grid", "aria-labelledby": "grid-title"}, ...parts);
    this.root.addEventListener("cancel", (event) => (event.preventDefault(), acts.close()));
    document.body.append(this.root);
    this.root.showModal();
  }

  top() {
    const folded = {"aria-expanded": "false", "aria-controls": "grid-faults", hidden: true};
    this.seen = button("", () => this.unfold(this.faults.hidden), {class: "press grid-seen", ...folded});
    this.progress = el("div", {class: "grid-progress", hidden: true}, this.bar, this.count, this.seen);
    return el("header", {class: "grid-top"}, this.title, this.progress, button(say("web.grid_close"), this.acts.close));
  }

  foot() {
    const tools = [
      tool(say("web.grid_missing"), say("web.grid_missing_of"), this.acts.missing),
      tool(say("web.grid_zeros"), say("web.grid_zeros_of"), this.acts.zeros),
    ];
    const group = el("div", {class: "grid-tools", role: "group", "aria-label": say("web.grid_tools")}, ...tools);
    this.send = button(say("web.grid_send"), this.acts.send, {class: "press main grid-send"});
    this.footer = el("footer", {class: "grid-foot", hidden: true}, group, this.send);
    return this.footer;
  }

  /** Shows a table under its title. */
  fill(title, table) {
    this.title.textContent = title;
    this.scroll.replaceChildren(el("p", {class: "grid-how"}, say("web.grid_how")), table.root);
    this.footer.hidden = this.progress.hidden = false;
    const [upper] = table.root.tHead.rows;
    new ResizeObserver(() => this.scroll.style.setProperty("--grid-head", `${upper.offsetHeight}px`)).observe(upper);
  }

  /** Says why there is no table. */
  fail(text) {
    this.title.textContent = say("web.grid_not_open");
    this.tell(text);
  }

  /** Tells something, with a button where there is something to do about it. */
  tell(text, label = "", act = null) {
    const parts = text ? [el("p", {}, text)] : [];
    if (act) parts.push(button(label, () => (this.tell(""), act())));
    this.told.replaceChildren(...parts);
  }

  /** What was told is read by now, unless it asks for something. */
  hush() {
    if (!this.told.querySelector("button")) this.told.replaceChildren();
  }

  busy(isSending) {
    this.send.setAttribute("aria-disabled", String(isSending));
    this.send.textContent = say(isSending ? "web.grid_sending" : "web.grid_send");
  }

  /** How far it is, and what is wrong. */
  show({done, total}, faults) {
    Object.assign(this.bar, {max: total || 1, value: done});
    this.count.textContent = say("web.grid_progress", {done, total});
    this.seen.textContent = say("web.grid_faults", {count: faults.length});
    this.seen.hidden = !faults.length;
    if (!faults.length) this.unfold(false);
    if (!this.faults.hidden) this.enumerate(faults);
    this.last = faults;
  }

  enumerate(faults) {
    const items = faults.map((fault) => {
      const knob = button(fault.text, () => this.acts.jump(fault), {class: ""});
      return el("li", {class: fault.bad ? "is-bad" : ""}, knob);
    });
    this.list.replaceChildren(...items);
  }

  unfold(isOpen) {
    this.faults.hidden = !isOpen;
    this.seen.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.enumerate(this.last);
  }

  /** Asks whether to leave with cells that were not sent; true where that is wanted. */
  leaves() {
    return new Promise((done) => {
      const answer = (words, yes, look) => button(words, () => (done(yes), asked.close()), {class: look});
      const stay = answer(say("web.grid_go_on"), false, "press main");
      const named = {role: "alertdialog", "aria-labelledby": "grid-ask", "aria-describedby": "grid-ask-how"};
      const asked = el("dialog", {class: "grid-ask", ...named},
        el("h3", {id: "grid-ask"}, say("web.grid_unsent")),
        el("p", {id: "grid-ask-how"}, say("web.grid_unsent_how")),
        el("p", {class: "grid-answers"}, stay, answer(say("web.grid_leave"), true, "press")));
      asked.addEventListener("close", () => (asked.remove(), done(false)));
      this.root.append(asked);
      asked.showModal();
    });
  }

  close() {
    this.root.close();
    this.root.remove();
  }
}

function button(words, act, look = {}) {
  return el("button", {type: "button", class: "press", onclick: () => act(), ...look}, words);
}

/** A button that does something to the focused cell, which keeps its focus and the telephone its keyboard. */
function tool(words, said, act) {
  const knob = button(words, act, {title: said});
  knob.append(el("span", {class: "sr"}, ` (${said})`));
  knob.addEventListener("pointerdown", (event) => event.preventDefault());
  return knob;
}
