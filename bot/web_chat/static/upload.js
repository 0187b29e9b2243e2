/** Files go up one after the other; one that did not arrive can be sent again and is still kept once. */
import {Failure, heads, nonce} from "./api.js";
import {byId} from "./dom.js";
import {showUploads} from "./pending.js";
import {say} from "./words.js";

const TOUCH = matchMedia("(pointer: coarse)");
const LARGEST = 20_000_000;

/** What is on its way up; `hears` has `seen()`, `added()`, `sent(message)` and `out()`. */
export class Uploads {
  constructor(hears) {
    this.hears = hears;
    this.files = [];
    this.choices(byId("attach-menu"));
    this.dropped(byId("talk"));
    byId("text").addEventListener("paste", (event) => this.pasted(event));
    addEventListener("beforeunload", (event) => this.files.some((file) => !file.refused) && event.preventDefault());
  }

  /** A phone has a camera too, and asks which of the two is meant. */
  choices(sheet) {
    byId("attach").addEventListener("click", () => (TOUCH.matches ? sheet.showModal() : byId("files").click()));
    byId("close-attach").addEventListener("click", () => sheet.close());
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    this.chosen("choose-files", byId("files"), sheet);
    this.chosen("take-photo", byId("photo"), sheet);
  }

  chosen(knob, input, sheet) {
    byId(knob).addEventListener("click", () => (sheet.close(), input.click()));
    input.addEventListener("change", () => {
      this.add([...input.files]);
      input.value = "";
    });
  }

  dropped(place) {
    const show = (shown) => (byId("drop").hidden = !shown);
    const files = (event) => event.dataTransfer?.types.includes("Files");
    place.addEventListener("dragover", (event) => files(event) && (event.preventDefault(), show(true)));
    place.addEventListener("dragleave", (event) => place.contains(event.relatedTarget) || show(false));
    place.addEventListener("drop", (event) => {
      show(false);
      if (!files(event)) return;
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
  }

  /** A picture beside pasted text is only how Word sees that text. */
  pasted(event) {
    const files = [...(event.clipboardData?.files || [])];
    if (!files.length || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    this.add(files);
  }

  /** Has the files sent, each in its turn. */
  add(bodies) {
    this.files.push(...bodies.map((body) => this.file(body)));
    this.show();
    this.hears.added();
    this.next();
  }

  file(body) {
    const never = body.size > LARGEST || body.size === 0;
    const refused = never ? say(body.size ? "web.upload_too_big" : "web.upload_empty") : "";
    return {body, never, refused, name: body.name, nonce: nonce(), percent: 0, seen: this.hears.seen()};
  }

  /** Tries what was not sent for want of a connection. */
  wake() {
    for (const file of this.files) if (file.lost) Object.assign(file, {refused: "", lost: false});
    this.show();
    this.next();
  }

  again(file) {
    Object.assign(file, {refused: "", lost: false, percent: 0});
    this.show();
    this.next();
  }

  drop(file) {
    this.files = this.files.filter((other) => other !== file);
    file.request?.abort();
    this.show();
    this.next();
  }

  show() {
    showUploads(this.files, {again: (file) => this.again(file), drop: (file) => this.drop(file)});
  }

  async next() {
    const file = this.files.find((one) => !one.refused);
    if (!file || file.sending) return;
    file.sending = true;
    this.show();
    try {
      const {message} = await this.post(file);
      this.files = this.files.filter((other) => other !== file);
      this.hears.sent(message);
    } catch (failure) {
      this.failed(file, failure);
    }
    file.sending = false;
    this.show();
    this.next();
  }

  failed(file, failure) {
    if (failure.status === 401) this.hears.out();
    if (failure.isOthers) location.reload();
    if (!this.files.includes(file)) return;
    const lost = failure.passing;
    const refused = failure.status === 0 ? say("web.waits") : failure.message;
    Object.assign(file, {lost, refused, never: !failure.passing, percent: 0});
  }

  post(file) {
    const request = new XMLHttpRequest();
    file.request = request;
    request.open("POST", "/api/files");
    for (const [name, value] of Object.entries(named(file))) request.setRequestHeader(name, value);
    request.upload.onprogress = (step) => this.moved(file, step);
    return new Promise((done, failed) => {
      const refused = () => failed(new Failure(request.status, read(request)));
      request.onload = () => (request.status === 200 ? done(read(request)) : refused());
      request.onerror = request.onabort = () => failed(new Failure(0));
      request.send(file.body);
    });
  }

  moved(file, {loaded, total}) {
    file.percent = total ? Math.round((100 * loaded) / total) : 0;
    if (file.bar) file.bar.value = file.percent;
  }
}

const named = ({nonce: name, name: title, seen}) => ({
  ...heads(),
  "X-Nonce": name,
  "X-Name": encodeURIComponent(title),
  "X-Seen": seen,
});

function read(request) {
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}
