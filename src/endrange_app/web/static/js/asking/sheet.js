// @ts-check
/** The questions on a page: which are in view, what they say, and what a change of one changes. */
import { gettext } from "../texts.js";
import { Case } from "./branching.js";
import { fieldsOf, fill, isTouched, read } from "./fields.js";
import { ensurePains, unsaid } from "./pains.js";
import { ensure } from "./rows.js";

/**
 * @typedef {import("./branching.js").Said} Said
 * @typedef {{questions: Record<string, import("./branching.js").Question>,
 *   red: import("./branching.js").Flag[], known?: Record<string, Said>}} Questionnaire
 */

export class Sheet {
  /** @type {Record<string, Said>} */
  #said = {};

  /**
   * @param {HTMLFormElement} form
   * @param {(question: string) => void} changed somebody answered it here
   */
  constructor(form, changed) {
    this.form = form;
    /** @type {Questionnaire} */
    this.paper = JSON.parse(document.getElementById("questionnaire")?.textContent ?? "{}");
    Object.assign(this.#said, this.paper.known);
    /** What was answered before this script was there to hear it. */
    this.early = this.fieldsets.filter(isTouched).map(({ dataset }) => dataset.question ?? "");
    for (const fieldset of this.fieldsets) this.#learn(fieldset);
    form.addEventListener("change", ({ target }) => {
      const fieldset = /** @type {Element} */ (target).closest("[data-question]");
      if (!(fieldset instanceof HTMLFieldSetElement)) return;
      settle(fieldset, /** @type {Element} */ (target));
      this.#learn(fieldset);
      this.branch();
      changed(fieldset.dataset.question ?? "");
    });
    this.branch();
  }

  /** @returns {HTMLFieldSetElement[]} */
  get fieldsets() {
    return [...this.form.querySelectorAll("fieldset[data-question]")].map(
      (one) => /** @type {HTMLFieldSetElement} */ (one),
    );
  }

  /** @returns {HTMLFieldSetElement | null} */
  of(/** @type {string} */ question) {
    return this.form.querySelector(`fieldset[data-question="${CSS.escape(question)}"]`);
  }

  fields(/** @type {string} */ question) {
    const fieldset = this.of(question);
    return fieldset ? fieldsOf(fieldset) : [];
  }

  /** Put in what was said elsewhere. */
  fill(/** @type {string} */ question, /** @type {import("./fields.js").Fields} */ fields) {
    const fieldset = this.of(question);
    if (!fieldset) return;
    ensure(fieldset, fields);
    ensurePains(fieldset, fields);
    fill(fieldset, fields);
    fieldset.dispatchEvent(new CustomEvent("filled"));
    this.#learn(fieldset);
    this.branch();
  }

  get case() {
    return new Case(this.paper.questions, this.#said, today());
  }

  /** What the red page shows: nothing while nothing red was said; else what to call for first. */
  get red() {
    const { red } = this.paper;
    const said = this.case.red(red);
    return said.length ? byUrgency(red, said, this.#waiting()) : [];
  }

  #waiting() {
    return this.case.waiting(this.paper.red).map(({ flag, question }) => {
      const asked = this.of(question)?.querySelector("legend")?.textContent ?? "";
      return { ...flag, only_if: `${asked} ${gettext("If so:")}` };
    });
  }

  /** Follow-ups come and go with the answers before them. */
  branch() {
    const now = this.case;
    for (const fieldset of this.fieldsets) {
      const id = fieldset.dataset.question ?? "";
      if (id in this.paper.questions) fieldset.hidden = !now.isPut(id);
    }
  }

  /** Questions in view within a place that nothing has been said to yet. */
  open(/** @type {ParentNode} */ place = this.form) {
    return this.fieldsets.filter((fieldset) => {
      const id = fieldset.dataset.question ?? "";
      const counts = id in this.paper.questions && !fieldset.hidden && place.contains(fieldset);
      return counts && !isAnswered(fieldset, this.#said[id]);
    });
  }

  /** How many are put within a place. */
  put(/** @type {ParentNode} */ place) {
    return this.fieldsets.filter(
      (one) => (one.dataset.question ?? "") in this.paper.questions && !one.hidden && place.contains(one),
    );
  }

  #learn(/** @type {HTMLFieldSetElement} */ fieldset) {
    const id = fieldset.dataset.question ?? "";
    if (!(id in this.paper.questions)) return;
    const said = read(id, this.paper.questions[id].kind, fieldsOf(fieldset));
    if (said) this.#said[id] = said;
    else delete this.#said[id];
    unfold(fieldset, said?.value === "yes");
  }
}

/**
 * The server lists what to call for before what is seen the same day.
 * @param {import("./branching.js").Flag[]} all
 * @param {import("./branching.js").Flag[]} said
 * @param {import("./branching.js").Flag[]} more
 */
function byUrgency(all, said, more) {
  const place = (/** @type {import("./branching.js").Flag} */ { id }) => all.findIndex((one) => one.id === id);
  return [...said, ...more].sort((one, two) => place(one) - place(two));
}

/** A yes that asks for places or a list is not answered without one. */
function isAnswered(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {Said | undefined} */ said) {
  if (!said) return false;
  if (said.value !== "yes") return true;
  if (fieldset.querySelector("[data-list=places]")) return Boolean(said.places?.length) && !unsaid(fieldset);
  if (fieldset.querySelector("[data-list=entries]")) return Boolean(said.entries?.length);
  return true; // whether an entry is whole, the server says
}

/** Where a yes asks for more, that is in view with the yes, and not without it. */
function unfold(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {boolean} */ wanted) {
  const more = /** @type {HTMLElement | null} */ (fieldset.querySelector("[data-list]"));
  if (!more) return;
  more.hidden = !wanted;
  if (!wanted) return;
  if (more instanceof HTMLDetailsElement) more.open = true;
  fieldset.dispatchEvent(new CustomEvent("unfold", { bubbles: true }));
}

/** What cannot be true together is not ticked together; what was touched last stands. */
function settle(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {Element} */ touched) {
  if (!(touched instanceof HTMLInputElement)) return;
  const rest = /** @type {HTMLInputElement[]} */ (
    [...fieldset.querySelectorAll("input")].filter((one) => one !== touched)
  );
  const name = `q.${fieldset.dataset.question}`;
  if (touched.name === `${name}.unknown` && touched.checked) {
    for (const one of rest) if (one.name === name) one.value = "";
  } else if (touched.name === name && touched.type !== "radio" && touched.value) {
    for (const one of rest) if (one.name === `${name}.unknown`) one.checked = false;
  } else if (touched.name === name && touched.value === "no") {
    for (const one of rest) if (one.name === `${name}.ticks`) one.checked = false;
  } else if (touched.name === `${name}.ticks` && touched.checked) {
    for (const one of rest) if (one.name === name && one.value === "no") one.checked = false;
  }
  atMost(fieldset, touched);
}

/** Of a choice of several with a limit, the one too many is not taken. */
function atMost(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {HTMLInputElement} */ touched) {
  const most = Number(touched.closest("[data-most]")?.getAttribute("data-most") ?? Infinity);
  const ticked = fieldset.querySelectorAll("[data-most] input:checked").length;
  if (touched.checked && ticked > most) touched.checked = false;
}

function today() {
  const now = new Date();
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
