/** A table is typed in a dialog over the page; what does not stand in the table yet stays in the browser. */
import {Failure, asker, nonce} from "./api.js";
import {forget, keep, kept} from "./keep.js";
import {Board, place} from "./grid_board.js";
import {listenToKeys} from "./grid_keys.js";
import {block, paste} from "./grid_paste.js";
import {Screen} from "./grid_screen.js";
import {Table} from "./grid_table.js";
import {say} from "./words_grid.js";

const PAUSE = 400;
const narrow = matchMedia("(max-width: 640px)");
const exact = matchMedia("(pointer: fine)");

/** Opens the table of a button; the promise is kept once the dialog is closed, true where the table was sent. */
export function openGrid(app, at) {
  return new Promise((closed) => new Typing(app, at, closed).open());
}

class Typing {
  constructor(app, at, closed) {
    Object.assign(this, {app, at, closed, current: null, sending: null});
    this.screen = new Screen({
      close: () => this.leave(),
      send: () => this.send(),
      jump: (fault) => this.jump(fault),
      missing: () => this.current && this.say(this.spec.missing),
      zeros: () => this.current && this.zeros(),
    });
    this.put = () => this.keepUnsent();
    addEventListener("pagehide", this.put);
  }

  async open() {
    try {
      this.fill(await this.app.api.post("/api/grid", this.at));
      this.restore();
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      this.screen.fail(failure.message);
    }
  }

  /** Shows a table as the server holds it. */
  fill(spec) {
    this.spec = spec;
    this.board = new Board(spec);
    this.table = new Table(this.board);
    this.screen.fill(spec.title, this.table);
    this.listen(this.table.root);
    listenToKeys(this.table, () => narrow.matches);
    this.show();
  }

  listen(root) {
    root.addEventListener("input", ({target}) => this.typed(target));
    root.addEventListener("focusin", ({target}) => this.enter(target));
    root.addEventListener("focusout", ({target}) => target.cell && (target.value = this.board.tidy(target.cell)));
    root.addEventListener("paste", (event) => this.pasted(event));
  }

  enter(field) {
    if (!field.cell) return;
    this.current = field;
    if (exact.matches) field.select();
  }

  typed(field) {
    this.board.type(field.cell, field.value);
    this.show();
    this.screen.hush();
  }

  pasted(event) {
    const cells = event.target.cell && block(event.clipboardData.getData("text/plain"));
    if (!cells) return;
    event.preventDefault();
    const {count, left} = paste(this.table, event.target.cell, cells);
    this.show();
    this.screen.tell(say(left ? "web.grid_pasted_some" : "web.grid_pasted", {count, left}));
  }

  /** Writes into the focused cell and goes on to the next. */
  say(text) {
    this.table.write(this.current.cell, text);
    this.show();
    this.goOn((field) => field !== this.current);
  }

  zeros() {
    const {row} = this.current.cell;
    const own = [...this.table.fields.values()].filter(({cell}) => cell.row === row && cell.column.kind === "amount");
    own.filter(({cell}) => !cell.text.trim()).forEach(({cell}) => this.table.write(cell, "0"));
    this.show();
    this.goOn(({cell}) => cell.row !== row);
  }

  /** Goes to the first field behind the focused one that is meant. */
  goOn(meant) {
    const fields = [...this.table.fields.values()];
    const behind = fields.slice(fields.indexOf(this.current));
    (behind.find(meant) ?? this.current).focus();
  }

  show() {
    const faults = this.table.show();
    this.screen.show(this.board.progress(), faults);
    clearTimeout(this.timer);
    this.timer = setTimeout(this.put, PAUSE);
  }

  jump({row, column}) {
    if (narrow.matches) this.screen.unfold(false);
    const field = this.table.fields.get(place(row, column));
    field?.scrollIntoView({block: "center", inline: "center"});
    field?.focus();
  }

  get name() {
    return `grid.${asker()}.${this.spec.keep}`;
  }

  keepUnsent() {
    const cells = this.board?.changed() ?? [];
    if (cells.length) keep(this.name, {rev: this.spec.rev, cells});
    else if (this.board) forget(this.name);
  }

  /** Brings back what was typed and not sent, or was sent and did not come to stand in the table. */
  restore() {
    const unsent = kept(this.name);
    if (!unsent || (unsent.sent && unsent.rev !== this.spec.rev)) return;
    this.overlay(unsent.cells);
    const count = this.board.changed().length;
    if (count) this.screen.tell(say("web.grid_restored", {count}), say("web.grid_discard"), () => this.discard());
  }

  overlay(cells) {
    for (const {row, column, text} of cells) {
      const cell = this.board.cell(row, column);
      if (cell) this.table.write(cell, text);
    }
    this.show();
  }

  discard() {
    for (const {cell} of this.table.fields.values()) this.table.write(cell, cell.held);
    this.show();
  }

  async send() {
    if (this.busy || !this.isReady()) return;
    this.setBusy(true);
    try {
      await this.app.api.post("/api/grid/send", this.letter());
      this.sent();
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      this.refused(failure);
    } finally {
      this.setBusy(false);
    }
  }

  setBusy(isBusy) {
    this.busy = isBusy;
    this.screen.busy(isBusy);
  }

  isReady() {
    const bad = this.board.faults().filter((fault) => fault.bad);
    if (bad.length) this.show(), this.pointOut(say("web.grid_refused"), bad[0]);
    else if (!this.board.typed().length) this.screen.tell(say("web.grid_empty"));
    else return true;
    return false;
  }

  /** On a telephone there is no room for the list as well; the cell says it itself. */
  pointOut(text, fault) {
    this.screen.tell(text);
    this.screen.unfold(!narrow.matches);
    this.jump(fault);
  }

  /** What is sent; under the same name as before where nothing was changed since, so that it counts once. */
  letter() {
    const cells = this.board.typed();
    const text = JSON.stringify([this.spec.rev, cells]);
    if (this.sending?.text !== text) this.sending = {text, nonce: nonce()};
    return {n: this.spec.n, nonce: this.sending.nonce, rev: this.spec.rev, cells};
  }

  sent() {
    this.keepUnsent();
    const unsent = kept(this.name);
    if (unsent) keep(this.name, {...unsent, sent: true});
    this.app.toast?.(say("web.grid_sent"));
    this.close(true);
  }

  refused(failure) {
    if (failure.body.faults) {
      this.board.refuse(failure.body.faults);
      this.show();
      this.pointOut(failure.message, failure.body.faults[0]);
    } else if (failure.code === "changed") {
      this.merge(failure.body.grid);
    } else {
      this.screen.tell(failure.status ? failure.message : say("web.grid_not_sent"));
    }
  }

  /** Somebody else changed the table: theirs is shown, with what was typed here over it. */
  merge(spec) {
    const mine = this.board.changed();
    this.fill(spec);
    this.overlay(mine);
    this.screen.tell(say("web.grid_merged"));
  }

  async leave() {
    const isUnsent = this.board?.changed().length > 0;
    if (!isUnsent || (await this.screen.leaves())) this.close(false);
  }

  close(isSent) {
    clearTimeout(this.timer);
    removeEventListener("pagehide", this.put);
    if (!isSent) this.keepUnsent();
    this.screen.close();
    this.closed(isSent);
  }
}
