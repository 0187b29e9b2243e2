/** The chat stays at its newest while one looks at that, and says so where something came below. */
import {byId} from "./dom.js";

const NEAR = 90;
const ABOVE = 10;

/**
 * What is seen of the chat: whether that is its newest, what counts as seen, and how much came unseen.
 * A newest message that is higher than the view is read from its beginning, until one has gone on to its end.
 */
export class View {
  constructor() {
    this.scroll = byId("scroll");
    this.atEnd = true;
    this.atBottom = false;
    this.awaited = false;
    this.placed = 0;
    this.seen = 0;
    this.newest = 0;
    this.unread = 0;
    this.sizes = "";
    this.title = document.title;
    this.watch();
  }

  watch() {
    const sizes = new ResizeObserver(() => this.settle());
    sizes.observe(this.scroll);
    sizes.observe(byId("inner"));
    this.scroll.addEventListener("scroll", () => this.moved(), {passive: true});
    byId("newer").addEventListener("click", () => this.toEnd());
    document.addEventListener("visibilitychange", () => this.look());
    window.visualViewport?.addEventListener("resize", () => fit());
  }

  /** Something of the chat changed; `change` is the last change that it shows, `news` is true of what is to be read. */
  shows(change, news) {
    this.newest = change;
    if (news) this.arrived();
    byId("newer").hidden = this.atEnd || !(news || !byId("newer").hidden);
    if (news && document.hidden) this.unread += 1;
    this.look();
  }

  /** What comes of a button is shown wherever its message stands. */
  awaits() {
    this.awaited = true;
  }

  arrived() {
    this.atEnd ||= this.awaited;
    this.awaited = this.atBottom = false;
    this.settle();
  }

  /** Goes to the newest, and stays there. */
  toEnd() {
    this.atEnd = true;
    this.atBottom = false;
    this.settle();
    this.look();
  }

  /** Has something added above, and what is looked at stays where it is. */
  keepPlace(act) {
    const below = this.scroll.scrollHeight - this.scroll.scrollTop;
    this.atEnd = false;
    act();
    this.scroll.scrollTop = this.scroll.scrollHeight - below;
    this.settle();
  }

  /** Has an article changed; where it lies above what is looked at, that stays where it is. */
  keepPlaceBelow(article, act) {
    const top = this.scroll.getBoundingClientRect().top;
    if (!this.atEnd && article.getBoundingClientRect().bottom <= top) this.keepPlace(act);
    else act();
  }

  settle() {
    if (this.atEnd) this.scroll.scrollTop = this.atBottom ? this.scroll.scrollHeight : this.beginning();
    this.sizes = this.measured();
    this.placed = this.scroll.scrollTop;
  }

  /** Where the newest is wholly seen, or begins where it is too high for that; what waits below it is newer. */
  beginning() {
    const card = byId("log").lastElementChild;
    const waits = byId("pending").childElementCount + byId("uploads").childElementCount;
    const end = this.scroll.scrollHeight;
    if (!card || waits || card.classList.contains("own")) return end;
    const top = card.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top;
    return Math.min(end - this.scroll.clientHeight, this.scroll.scrollTop + top - ABOVE);
  }

  measured() {
    return `${this.scroll.scrollHeight} ${this.scroll.clientHeight}`;
  }

  /** Somebody scrolled; what moves because sizes changed is put right by `settle`. */
  moved() {
    if (this.sizes !== this.measured() || this.scroll.scrollTop === this.placed) return;
    const below = this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight;
    this.atEnd = this.atBottom = below < NEAR;
    this.placed = -1;
    this.look();
  }

  /** What stands at the end of a page that is looked at counts as seen. */
  look() {
    if (!document.hidden) this.unread = 0;
    document.title = this.unread ? `(${this.unread}) ${this.title}` : this.title;
    if (!this.atEnd) return;
    byId("newer").hidden = true;
    if (!document.hidden) this.seen = this.newest;
  }
}

/** The page is as high as what the keyboard on the screen leaves of it, also where browsers do not see to that. */
function fit() {
  const {height, scale} = window.visualViewport;
  if (scale > 1.01) return;
  document.documentElement.style.setProperty("--screen", `${Math.round(height)}px`);
  scrollTo(0, 0);
}
