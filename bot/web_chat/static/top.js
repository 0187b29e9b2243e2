/** The head of the page: for whom and for what one works, by when, how far it is, and whether there is a connection. */
import {byId} from "./dom.js";
import {clock, date} from "./when.js";
import {say} from "./words.js";

const GRACE = 1500;
let timer = 0;

/** Shows who is here and how the campaign stands. */
export function showTop(me) {
  byId("unit").textContent = me.unit;
  byId("campaign").hidden = !me.campaign;
  if (me.campaign) showCampaign(me.campaign);
  showProgress(me.progress);
}

function showCampaign({title, deadline, left}) {
  byId("campaign-title").textContent = title;
  byId("due").textContent = deadline ? say("web.due", {at: `${clock(deadline)} ${date(deadline)}`}) : "";
  byId("left").textContent = left;
}

function showProgress(progress) {
  byId("progress").hidden = !progress || !progress.total;
  if (byId("progress").hidden) return;
  byId("done").max = progress.total;
  byId("done").value = progress.done;
  byId("done-text").textContent = say("web.progress", {done: progress.done, total: progress.total});
}

/** Says that the connection is lost once it has been for a while, and that it is back. */
export function showConnection(connected) {
  clearTimeout(timer);
  const place = byId("connection");
  if (connected) place.replaceChildren();
  else timer = setTimeout(() => (place.textContent = say("web.reconnecting")), GRACE);
}
