/** Coordinators see the campaign beside the chat where there is room, else one of the two at a time. */
import {byId, el} from "./dom.js";
import {say} from "./words.js";

const WIDE = matchMedia("(min-width: 1000px)");

/** The panes; the overview is fetched when it is first to be seen. */
export class Panes {
  constructor(app) {
    this.app = app;
    this.asked = false;
    byId("tab-talk").addEventListener("click", () => this.choose("talk"));
    byId("tab-office").addEventListener("click", () => this.choose("office"));
    WIDE.addEventListener("change", () => this.seen());
  }

  /** Shows or hides all that only coordinators have. */
  allow(office) {
    byId("tabs").hidden = !office;
    byId("office").hidden = !office;
    document.body.classList.toggle("with-office", office);
    if (!office) this.choose("talk");
    this.seen();
  }

  /** Brings one of the two to the front. */
  choose(pane) {
    document.body.classList.toggle("shows-office", pane === "office");
    for (const name of ["talk", "office"]) byId(`tab-${name}`).setAttribute("aria-current", String(name === pane));
    this.seen();
  }

  seen() {
    const shown = WIDE.matches || document.body.classList.contains("shows-office");
    if (shown && !byId("office").hidden && !this.asked) this.load();
  }

  async load() {
    this.asked = true;
    try {
      const {openOffice} = await import("./office.js");
      openOffice(byId("office"), this.app);
    } catch {
      byId("office").replaceChildren(el("p", {class: "plain-note"}, say("web.part_missing")));
    }
  }
}
