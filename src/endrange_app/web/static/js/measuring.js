// @ts-check
/**
 * Readings typed in without looking for the next field: Enter goes on, and after the last one keeps.
 * The next field is entered at once, so that nobody waits for the server; what is wrong calls back.
 */

const CHOSEN = ["instrument", "end_criterion", "warm_up"];
const fine = matchMedia("(pointer: fine)").matches;

/** @returns {HTMLInputElement[]} */
const fields = (/** @type {Element} */ form) => Array.from(form.querySelectorAll(".trials input"));

/** @returns {HTMLFormElement[]} */
const forms = () => Array.from(document.querySelectorAll("form:has(.trials)"));

const isEmpty = (/** @type {Element} */ form) => !fields(form)[0]?.value;

/** To the field that is wrong or still wanted; with no form left, to what comes next: the findings. */
function enter(/** @type {Element | undefined} */ form) {
  const wrong = form?.querySelector(".has-error :is(input, select)");
  const tries = form ? fields(form) : [];
  const left = tries.find((one) => !one.value) ?? tries[0];
  const field = wrong ?? left ?? document.querySelector("[data-on]") ?? document.querySelector(".page-head .main");
  if (!(field instanceof HTMLElement)) return;
  field.focus({ preventScroll: true });
  (form ?? field).scrollIntoView({ block: "center" });
}

/** The next empty form below one, else any. */
function next(/** @type {Element} */ form) {
  const isBelow = (/** @type {Node} */ one) =>
    form.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const empty = forms().filter((one) => one !== form && isEmpty(one));
  return empty.find(isBelow) ?? empty[0];
}

/** Choices made once hold for every form in which nothing was chosen yet, if it has them. */
function takeOver(/** @type {FormData} */ sent) {
  for (const [name, value] of sent) {
    const wanted = CHOSEN.find((one) => name.endsWith(`-${one}`));
    if (!wanted) continue;
    for (const select of document.querySelectorAll(`select[name$="-${wanted}"]`)) {
      const choice = /** @type {HTMLSelectElement} */ (select);
      const offered = Array.from(choice.options, (option) => option.value);
      if (!choice.value && offered.includes(String(value))) choice.value = String(value);
    }
  }
}

function onKey(/** @type {KeyboardEvent} */ event) {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (event.key !== "Enter" || event.isComposing || !field.form || !field.closest(".trials")) return;
  event.preventDefault();
  const all = fields(field.form);
  const following = all[all.indexOf(field) + 1];
  if (following) following.focus();
  else field.form.requestSubmit(/** @type {HTMLElement} */ (field.form.querySelector("[data-keep]")));
}

/** @type {Map<string, FormData>} */
const sent = new Map();
let sentAt = -Infinity;
const SECOND_TAP = 700; // milliseconds; ours: a little more than a browser counts as a double click

function onSend(/** @type {Event} */ event) {
  const form = event.target;
  const side = form instanceof HTMLFormElement && form.closest(".measure-side");
  if (!side) return;
  sent.set(side.id, new FormData(form));
  sentAt = performance.now();
  enter(next(form));
}

function onAnswer() {
  for (const [id, data] of sent) {
    const side = document.getElementById(id);
    const form = side?.querySelector("form:has(.trials)");
    if (side?.querySelector(".taken")) takeOver(data);
    else if (form?.querySelector(".error")) enter(form);
    else continue;
    sent.delete(id);
  }
  showSigns();
}

/** The number that was written last: its sign is changed, for keypads that have none. */
let latest = /** @type {HTMLInputElement | null} */ (null);

function onSign(/** @type {Event} */ { target }) {
  const form = target instanceof Element && target.closest("[data-sign]")?.closest("form");
  if (!form) return;
  const field = latest?.form === form ? latest : fields(form)[0];
  field.value = /^[-\u2212]/.test(field.value) ? field.value.slice(1) : `-${field.value}`;
  field.focus();
}

/** Keyboards have a key for it. */
function showSigns() {
  if (fine) return;
  for (const one of document.querySelectorAll("[data-sign]")) one.removeAttribute("hidden");
}

/** After the first tap on "Keep" the page has moved on: the second of two would hit what is there. */
function onSecondTap(/** @type {MouseEvent} */ event) {
  const target = /** @type {Element} */ (event.target);
  const justSent = performance.now() - sentAt < SECOND_TAP;
  if (!justSent || event.detail < 2 || target.closest(".trials, label, [data-sign]")) return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("click", onSecondTap, true);
document.addEventListener("keydown", onKey);
document.addEventListener("htmx:beforeRequest", onSend);
document.addEventListener("htmx:afterSettle", onAnswer);
document.addEventListener("click", onSign);
document.addEventListener("focusin", ({ target }) => {
  if (target instanceof HTMLInputElement && target.inputMode === "decimal") latest = target;
});
showSigns();
const first = forms().find(isEmpty);
if (fine && first && !location.hash && document.querySelector("[data-typing]"))
  fields(first)[0].focus({ preventScroll: true });
