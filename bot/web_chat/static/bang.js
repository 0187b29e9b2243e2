/** The table alone, as a Mini App: Telegram hands over in the address who has opened it, and closes it when told. */
import {Failure} from "./api.js";
import {openGrid} from "./grid.js";

const TELEGRAM = "https://web.telegram.org";
const opener = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") ?? "";
const button = new URLSearchParams(location.search).get("n") ?? "";

/** Tells the program of Telegram around this page something, in the way that this one of them listens to. */
function tell(eventType, eventData = {}) {
  if (window.TelegramWebviewProxy) return window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
  const event = JSON.stringify({eventType, eventData});
  if (typeof window.external?.notify === "function") return window.external.notify(event);
  if (window.parent !== window) window.parent.postMessage(event, TELEGRAM);
}

/** What comes of posting the body, said to be by whom Telegram says that it is. */
async function post(path, body) {
  const headers = {"Content-Type": "application/json", "X-Decuong": "1", Authorization: `tma ${opener}`};
  const letter = {method: "POST", cache: "no-store", credentials: "omit", headers, body: JSON.stringify(body)};
  const answer = await fetch(path.replace("/api/", "/api/tma/"), letter).catch(() => ({status: 0}));
  const said = answer.status ? await answer.json().catch(() => ({})) : {};
  if (!answer.ok) throw new Failure(answer.status, said);
  return said;
}

tell("web_app_ready");
tell("web_app_expand");
// A table is scrolled by the same gesture that would close the Mini App.
tell("web_app_setup_swipe_behavior", {allow_vertical_swipe: false});
openGrid({api: {post}}, {n: button}).then(() => tell("web_app_close"));
