/** One item of a draft as it is read: what was asked, what is held, what has changed, what was asked in addition. */
import {el, unseen} from "./dom.js";
import {say} from "./words_office.js";

/** What a coordinator reads of an item, without the means to ask for more of it. */
export function readItem(item, tag) {
  return [head(item, tag), question(item), ...answer(item), ...asked(item), ...changed(item), ...inquiries(item)];
}

function head({where, short, state}, tag) {
  const words = say(`web.office_state_${state}`);
  return el(tag, {class: "of-item-head", tabindex: "-1"},
    el("span", {class: "of-where"}, where === short ? "" : where), el("span", {class: "of-short"}, short),
    el("span", {class: `of-mark is-${state}`}, words));
}

function question(item) {
  return el("details", {class: "of-question"}, el("summary", {}, say("web.office_question"),
    unseen(` ${item.where} ${item.short}`)), el("p", {}, item.question));
}

function answer(item) {
  const none = (text) => el("p", {class: "of-none"}, text);
  if (!item.by) return [none(say("web.office_nothing"))];
  const by = el("p", {class: "of-by"}, say("web.office_by", {name: item.by, at: item.at}));
  const said = item.reason ? [none(item.reason)] : [...paragraphs(item), ...things(item), ...table(item)];
  return [by, ...(said.length ? said : [none(say("web.office_blank"))])];
}

const paragraphs = ({paragraphs: every = []}) =>
  every.filter((text) => text.trim()).map((text) => el("p", {class: "of-text"}, text));

function things({things: every = []}) {
  if (!every.length) return [];
  const blank = ({label, text}) => el("div", {}, el("dt", {}, label), el("dd", {class: "of-text"}, text));
  const thing = (blanks) => el("dl", {class: "of-thing"}, ...blanks.map(blank));
  if (every.length === 1) return [thing(every[0])];
  return [el("ol", {class: "of-things"}, ...every.map((blanks) => el("li", {}, thing(blanks))))];
}

function table({sheet, short}) {
  if (!sheet) return [];
  const name = say("web.office_table", {short});
  const line = (tag) => (cells) => el("tr", {}, ...cells.map((cell, n) => square(tag, cell, n)));
  const whole = el("table", {class: "of-sheet"}, el("caption", {class: "sr"}, name),
    el("thead", {}, ...(sheet.head ?? []).map(line("th"))), el("tbody", {}, ...(sheet.lines ?? []).map(line("td"))));
  const note = sheet.note ? [el("p", {class: "of-by"}, sheet.note)] : [];
  return [el("div", {class: "of-scroll", tabindex: "0", role: "group", "aria-label": name}, whole), ...note];
}

/** The second cell of a line says what the line is about. */
function square(tag, {text, span = 1, down = 1, bold = false, align = "left"}, n) {
  const heads = tag === "th" ? "col" : n === 1 ? "row" : false;
  const look = `is-${align}${bold ? " is-bold" : ""}`;
  return el(heads ? "th" : "td", {
    class: look, scope: heads, colspan: span > 1 && String(span), rowspan: down > 1 && String(down),
  }, text);
}

function asked({asked: demand}) {
  if (!demand) return [];
  const how = say(demand.met ? "web.office_asked_met" : "web.office_asked_open");
  return [el("p", {class: "of-asked"}, say("web.office_asked", {name: demand.by, reason: demand.reason}), " ",
    el("strong", {}, how))];
}

function changed({change}) {
  if (!change) return [];
  const side = (line, text, tag) => text
    ? [el("div", {}, el("dt", {}, say(line)), el("dd", {}, el(tag, {class: "of-text"}, text)))] : [];
  return [el("div", {class: "of-change"}, el("p", {class: "of-change-head"}, say("web.office_changed")),
    el("dl", {}, ...side("web.office_before", change.gone, "del"), ...side("web.office_now", change.come, "ins")))];
}

function inquiries({inquiries: every = []}) {
  return every.flatMap((one) => [
    el("p", {class: "of-inquiry"}, say("web.office_inquiry", {name: one.by, at: one.at, text: one.text})),
    el("p", {class: "of-inquiry is-answer"}, settled(one)),
  ]);
}

const settled = ({answer: text, answered_by: name}) =>
  text ? say("web.office_inquiry_answer", {name, text}) : say("web.office_inquiry_waiting");
