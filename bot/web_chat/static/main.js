/** What a page begins with: the door, the closed door, or the chat, whose log is shown before the rest is fetched. */
import {answer, api} from "./api.js";
import {byId, showView, styleSheet, toast} from "./dom.js";
import {code, first, inAddress} from "./early.js";
import {say} from "./words.js";

const AGAIN = 3000;
const app = {api, say, toast, showChat() {}, onOffice() {}};
let out = false;

async function start() {
  const me = first && (await whoIsHere(first.then(answer)));
  if (me && !code) return openChat(me);
  return code ? atDoor(me) : showOut("");
}

/** A code leads to the door, unless it is the one that this browser was let in with. */
async function atDoor(me) {
  const [door, {dropCode, enteredWith}] = await Promise.all([import("./door.js"), import("./code.js")]);
  const stay = () => (dropCode(), openChat(me));
  if (me && enteredWith(code)) return stay();
  return door.showDoor(code, me, {entered, stay});
}

async function entered() {
  showView("loading");
  openChat(await whoIsHere(api.get("/api/me")));
}

/** Who the cookie says it is, asked until there is an answer; null where it says nothing. */
async function whoIsHere(asked) {
  try {
    return await asked;
  } catch (failure) {
    if (failure.status === 401) return null;
    await new Promise((done) => setTimeout(done, AGAIN));
    return whoIsHere(api.get("/api/me"));
  }
}

/** The messages stand there while what one writes with is still on its way. */
async function openChat(me) {
  let ready;
  const chat = new Promise((done) => (ready = done));
  const later = (name) => async (...what) => (await chat)[name](...what);
  const parts = ["./log.js", "./message.js", "./scroll.js"].map((name) => import(name));
  const rest = import("./chat.js");
  const [{Log}, {plain}, {View}] = await Promise.all(parts);
  const view = new View();
  const own = (message) => !message.file && editable(plain(message), me);
  const acts = {editable: own, edit: later("change"), press: later("press")};
  const log = new Log(acts, view);
  showView("chat");
  log.fill(me);
  view.shows(me.change, false);
  view.toEnd();
  const sendEarly = untilReady(byId("composer"));
  const {Chat} = await rest;
  ready(new Chat({app, me, log, view, out: showOut}));
  sendEarly();
}

/** What is sent before the chat can send it waits for that; what is given back sends it. */
function untilReady(form) {
  let sent = false;
  const early = (event) => (event.preventDefault(), (sent = true));
  form.addEventListener("submit", early);
  return () => {
    form.removeEventListener("submit", early);
    if (sent) form.requestSubmit();
  };
}

/** A command is not a text of a report, and a file has no text. */
function editable(text, {keyboard}) {
  return !text.startsWith("/") && !keyboard.flat().includes(text);
}

async function showOut(why) {
  if (out) return;
  out = true;
  const door = await import("./door.js");
  door.showClosed(why);
}

async function startDemo() {
  const [demo] = await Promise.all([import("./demo.js"), styleSheet("demo.css")]);
  demo.startDemo(app);
}

addEventListener("hashchange", () => inAddress() && location.reload());
start();
if (document.body.dataset.demo === "1") startDemo();
