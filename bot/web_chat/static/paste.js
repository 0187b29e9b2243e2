/** Bold, italic and underline of what was pasted are remembered by line, and never change a letter of the text. */
const TAGS = {B: "bold", STRONG: "bold", I: "italic", EM: "italic", U: "underline"};
const BLOCKS = /^(P|DIV|LI|TR|H[1-6]|UL|OL|TABLE|BLOCKQUOTE|SECTION|ARTICLE)$/;
const UNREAD = /^(STYLE|SCRIPT|TITLE|HEAD|META|LINK)$/;
const STYLES = ["bold", "italic", "underline"];
const MOST = 2000;

/** The lines of the HTML that have styles, each with its stretches: {line: [{at, length, bold…}]}. */
export function styledLines(html) {
  const lines = [[]];
  read(new DOMParser().parseFromString(html, "text/html").body, {}, lines);
  return Object.fromEntries(lines.map(lineOf).filter(([text, spans]) => text && spans.length));
}

/** The lines of a message's runs that have styles. */
export function linesOfRuns(runs) {
  const lines = [[]];
  for (const {text, ...styles} of runs) textInto(lines, text, styles, true);
  return Object.fromEntries(lines.map(lineOf).filter(([text, spans]) => text && spans.length));
}

/** The stretches of the text that are still as they were pasted: [{at, length, bold…}]. */
export function stylesOf(text, lines) {
  const found = [];
  let at = 0;
  for (const line of text.split("\n")) {
    const begins = at + line.length - line.trimStart().length;
    for (const span of spansOf(line.trim(), lines)) found.push({...span, at: span.at + begins});
    at += line.length + 1;
  }
  return found.slice(0, MOST);
}

function spansOf(line, lines) {
  const known = line.replace(/\s+/g, " ");
  return known.length === line.length && Object.hasOwn(lines, known) ? lines[known] : [];
}

function read(node, styles, lines) {
  if (node.nodeType === Node.TEXT_NODE) return textInto(lines, node.data, styles, false);
  if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.test(node.tagName)) return undefined;
  if (node.tagName === "BR") return lines.push([]);
  const block = BLOCKS.test(node.tagName);
  if (block) lines.push([]);
  const within = withStyles(node, styles);
  node.childNodes.forEach((child) => read(child, within, lines));
  return block && lines.push([]);
}

function textInto(lines, text, styles, breaks) {
  const parts = breaks ? text.split("\n") : [text];
  parts.forEach((part, place) => {
    if (place) lines.push([]);
    lines.at(-1).push({text: part, styles});
  });
}

/** The styles of an element: its tag's, unless its own style says otherwise. */
function withStyles(element, styles) {
  const own = {...styles};
  const {fontWeight: weight, fontStyle: slant} = element.style;
  const line = element.style.textDecorationLine || element.style.textDecoration;
  if (TAGS[element.tagName]) own[TAGS[element.tagName]] = true;
  if (weight) own.bold = /^bold|^[6-9]00$/.test(weight);
  if (slant) own.italic = slant === "italic" || slant === "oblique";
  if (line) own.underline = line.includes("underline");
  return own;
}

/** The text of a line with single spaces, and its stretches. */
function lineOf(pieces) {
  let text = "";
  const spans = [];
  for (const piece of pieces) {
    const whole = (text + piece.text).replace(/\s+/g, " ").trimStart();
    const span = {at: text.length, length: whole.length - text.length, ...named(piece.styles)};
    if (span.length > 0 && STYLES.some((style) => span[style])) spans.push(span);
    text = whole;
  }
  const end = text.trimEnd();
  const kept = spans.map((span) => ({...span, length: Math.min(span.length, end.length - span.at)}));
  return [end, kept.filter((span) => span.length > 0)];
}

function named(styles) {
  return Object.fromEntries(STYLES.filter((style) => styles[style]).map((style) => [style, true]));
}
