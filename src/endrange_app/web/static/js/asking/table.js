// @ts-check
/** The questionnaire at the table: it branches, keeps what is said at once, and knows an emergency. */
import { gettext } from "../texts.js";
import { Delivery } from "./deliver.js";
import { Kept, device, forget } from "./kept.js";
import { point, unpoint } from "./missing.js";
import { pains } from "./pains.js";
import { bodies, lists } from "./places.js";
import { Red } from "./red.js";
import { entries } from "./rows.js";
import { Sheet } from "./sheet.js";

const DAY = 86_400_000; // milliseconds: a visit does not last longer
const { visit = "", deliver = "", seen = "" } = document.body.dataset;
const form = /** @type {HTMLFormElement} */ (document.getElementById("answers"));
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

const kept = new Kept(visit, Date.now() + DAY);
const me = device();
lists(form);
pains(form);
bodies(form);
entries(form);
const sheet = new Sheet(form, answered);
const red = new Red((question) => sheet.of(question)?.querySelector("input")?.focus());
const headers = { "X-CSRFToken": field("csrfmiddlewaretoken").value };
const delivery = new Delivery({ url: deliver, device: me, seen, kept, headers, heard, stands });

field("device").value = me;
for (const question of sheet.early) kept.set(question, sheet.fields(question));
for (const [question, { fields }] of kept.since(seen)) sheet.fill(question, fields);
if (kept.unsent.length) delivery.soon();
if (sheet.red.length) red.show(sheet.red, "");
form.addEventListener("submit", leave);
window.addEventListener("storage", (event) => {
  const question = kept.heard(event);
  if (question) sheet.fill(question, kept.get(question)?.fields ?? []);
});

function answered(/** @type {string} */ question) {
  kept.set(question, sheet.fields(question));
  unpoint(sheet.of(question));
  const flags = sheet.red;
  if (flags.length) red.show(flags, question);
  delivery.soon();
}

/** Without a network nothing is decided and nothing is lost; else this device keeps nothing on. */
async function leave(/** @type {SubmitEvent} */ event) {
  if (kept.unsent.length && !delivery.closed) {
    event.preventDefault();
    await delivery.now();
    if (kept.unsent.length && !delivery.closed) return;
    form.requestSubmit(event.submitter);
    return;
  }
  forget(visit);
}

/** @param {import("./deliver.js").Heard} heard */
function heard({ refused, others }) {
  for (const [question, problem] of Object.entries(refused)) point([sheet.of(question)], problem);
  for (const { question, age, fields } of others) {
    if (!kept.take(question, fields, Date.now() - age)) continue;
    sheet.fill(question, fields);
    point([sheet.of(question)], gettext("Just answered elsewhere. This is what was said."));
  }
}

/** @param {"sent" | "waiting" | "closed"} how @param {string} [problem] */
function stands(how, problem) {
  document.body.dataset.kept = how;
  const said = {
    sent: gettext("Kept. You can leave this page and come back."),
    waiting: gettext("No network. Nothing is lost: the answers are kept on this device and sent when it is back."),
    closed: problem || gettext("Not kept any more. Look at the visit."),
  }[how];
  const place = document.querySelector('[data-live="kept"]');
  if (place) place.textContent = said;
}
