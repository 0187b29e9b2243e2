/** Another deadline, of the campaign or of one unit: a day and an hour, said in words before anything is sent. */
import {el} from "./dom.js";
import {clock, day} from "./when.js";
import {say} from "./words_office.js";

/** How far the clock of Viet Nam is ahead, wherever the browser is. */
const AHEAD = "+07:00";

/** The form, folded; `acts.press(offer, button, text)` has the assistant ask whether that is meant. */
export function extendForm({label, offer, day: first, hour, today}, acts) {
  const date = el("input", {type: "date", class: "of-date", min: today, value: first});
  const time = el("input", {type: "time", class: "of-time", value: hour});
  const told = el("p", {class: "of-told", role: "status"});
  const go = el("button", {type: "submit", class: "of-act is-first", "data-name": "extend"},
    say("web.office_extend_do"));
  const picked = () => (date.value && time.value ? `${date.value}T${time.value}:00${AHEAD}` : "");
  const tell = () => (told.textContent = words(picked()));
  const send = (event) => {
    event.preventDefault();
    if (picked()) acts.press({offer}, go, picked());
    else (date.value ? time : date).focus();
  };
  tell();
  const field = (name, input) => el("label", {}, el("span", {}, say(`web.office_extend_${name}`)), input);
  return el("details", {class: "of-extend"}, el("summary", {"data-name": "extending"}, label),
    el("form", {novalidate: true, oninput: tell, onsubmit: send},
      el("div", {class: "of-moment"}, field("day", date), field("hour", time)), told, go,
      el("p", {class: "of-by"}, say("web.office_extend_hint"))));
}

/** The moment as it will be told; what lacks, where one cannot be read. */
function words(picked) {
  if (!picked) return say("web.office_extend_missing");
  return say("web.office_extend_to", {at: `${clock(picked)} ${day(picked)}`});
}
