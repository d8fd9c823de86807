// @ts-check
/** The client's phone: one part at a time, each answer kept at once and sent when it can be. */
import { forgetPage, keepPage } from "../offline.js";
import { gettext } from "../texts.js";
import { Delivery } from "./deliver.js";
import { Kept, device, forget } from "./kept.js";
import { point, unpoint } from "./missing.js";
import { pains } from "./pains.js";
import { bodies, lists } from "./places.js";
import { Red } from "./red.js";
import { entries } from "./rows.js";
import { Sheet } from "./sheet.js";

const { intake = "", deliver = "", until = "", seen = "", home = "" } = document.body.dataset;
const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
const kept = new Kept(intake, Date.parse(until));
lists(form);
pains(form);
bodies(form);
entries(form);
const sheet = new Sheet(form, answered);
const red = new Red(goTo);
const delivery = new Delivery({ url: deliver, device: device(), seen, kept, heard, stands });
const leaves = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-leaf]")]);
let here = whereabouts();

begin();

function begin() {
  for (const question of sheet.early) kept.set(question, sheet.fields(question));
  for (const [question, { fields }] of kept.since(seen)) sheet.fill(question, fields);
  history.replaceState({ here }, "");
  keepPage();
  show(here);
  look();
  if (kept.unsent.length) delivery.now();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onward(/** @type {SubmitEvent} */ (event).submitter?.getAttribute("value") === "back");
  });
  for (const link of document.querySelectorAll("[data-to]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      move(Number(link.getAttribute("data-to")) - 1);
    });
  }
  window.addEventListener("popstate", ({ state }) => state && show(state.here));
  window.addEventListener("storage", (event) => {
    const question = kept.heard(event);
    if (question) sheet.fill(question, kept.get(question)?.fields ?? []);
    look();
  });
}

/** Where the address says, else where the server has opened it. */
function whereabouts() {
  const asked = Number(new URLSearchParams(location.search).get("page"));
  const shown = leaves.findIndex((leaf) => !leaf.hidden);
  return leaves[asked - 1] ? asked - 1 : Math.max(0, shown);
}

function answered(/** @type {string} */ question) {
  kept.set(question, sheet.fields(question));
  unpoint(sheet.of(question));
  count();
  if (look()) delivery.now();
  else delivery.soon();
  said();
}

/** An emergency is one as soon as it is ticked. */
function look() {
  const flags = sheet.red;
  if (flags.length) red.show(flags, behind(flags));
  return flags.length > 0;
}

function onward(/** @type {boolean} */ back) {
  if (back) return history.back();
  const missing = sheet.open(leaves[here]);
  if (missing.length) return point(missing);
  if (look()) return;
  if (here < leaves.length - 1) return move(here + 1);
  const open = leaves.findIndex((leaf) => sheet.open(leaf).length);
  if (open >= 0) {
    move(open);
    return point(sheet.open(leaves[open]));
  }
  delivery.done = true;
  delivery.now();
}

function move(/** @type {number} */ to) {
  history.pushState({ here: to }, "", `${home}?page=${to + 1}`);
  show(to);
  delivery.now();
}

function show(/** @type {number} */ to) {
  here = to;
  leaves.forEach((leaf, number) => (leaf.hidden = number !== to));
  const bar = /** @type {HTMLProgressElement} */ (document.querySelector(".bar progress"));
  bar.value = to + 1;
  tell("progress", gettext("{number} of {total}", { number: to + 1, total: leaves.length }));
  document.querySelector(".bar-back")?.toggleAttribute("hidden", to === 0);
  const next = form.querySelector("[data-next]");
  const last = to === leaves.length - 1;
  if (next) next.textContent = last ? gettext("Send my answers") : gettext("Next");
  document.title = leaves[to].dataset.title ?? document.title;
  count();
  window.scrollTo(0, 0);
  leaves[to].querySelector("h1")?.focus({ preventScroll: true });
}

/** To the question whose answer somebody wants to change. */
function goTo(/** @type {string} */ question) {
  const leaf = leaves.findIndex((one) => one.contains(sheet.of(question)));
  if (leaf >= 0 && leaf !== here) move(leaf);
  sheet.of(question)?.querySelector("input")?.focus();
}

/** How much of each part is answered, on the last page. */
function count() {
  for (const place of document.querySelectorAll("[data-count]")) {
    const leaf = leaves[Number(place.getAttribute("data-count")) - 1];
    const put = sheet.put(leaf).length;
    const answers = put - sheet.open(leaf).length;
    place.textContent = gettext("{answered} of {put}", { answered: answers, put });
  }
}

/** @param {import("./deliver.js").Heard} heard */
function heard({ refused, others, red: flags, done }) {
  for (const [question, problem] of Object.entries(refused)) point([sheet.of(question)], problem);
  for (const { question, age, fields } of others) {
    if (kept.take(question, fields, Date.now() - age)) sheet.fill(question, fields);
  }
  count();
  const unseen = sheet.paper.red.filter(({ id }) => flags.includes(id));
  if (unseen.length && !red.isShown) red.show(unseen, behind(unseen));
  if (!done || !delivery.done || kept.unsent.length) return;
  forget(intake);
  forgetPage().then(() => location.assign(home));
}

/** A question whose answer made it red. */
function behind(/** @type {import("./branching.js").Flag[]} */ flags) {
  const asked = flags.flatMap(({ when }) => when.flat()).map(({ question }) => question);
  return asked.find((question) => sheet.fields(question).length) ?? "";
}

/** @param {"sent" | "waiting" | "closed"} how @param {string} [problem] */
function stands(how, problem) {
  document.body.dataset.kept = how;
  if (how === "closed") tell("kept", problem || gettext("This link is closed. Your answers are on this phone only."));
  else said(how === "waiting");
}

function said(waiting = !navigator.onLine) {
  const number = kept.unsent.length;
  if (!number && !delivery.done) return tell("kept", gettext("All answers have arrived."));
  if (!waiting) return tell("kept", kept.isLasting ? gettext("Kept on this phone.") : gettext("Stay on this page until it is sent."));
  document.body.dataset.kept = "waiting";
  const lost = kept.isLasting
    ? gettext("No network. Nothing is lost: your answers are kept on this phone and sent when it is back. Waiting: {number}.", { number })
    : gettext("No network, and this phone keeps nothing. Stay on this page: your answers are sent when it is back. Waiting: {number}.", { number });
  tell("kept", delivery.done ? `${gettext("Not sent yet.")} ${lost}` : lost);
}

function tell(/** @type {string} */ name, /** @type {string} */ text) {
  const place = document.querySelector(`[data-live="${name}"]`);
  if (place && place.textContent !== text) place.textContent = text;
}
