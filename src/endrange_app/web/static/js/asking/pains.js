// @ts-check
/** How each place hurts: one card for each that is chosen, in the order of the list. */

/** @typedef {import("./fields.js").Fields} Fields */

/** @type {WeakMap<Element, Cards>} */
const CARDS = new WeakMap();

/** Keep the cards of every question that asks for pain in step with its places. */
export function pains(/** @type {HTMLFormElement} */ form) {
  for (const place of form.querySelectorAll("[data-pains]")) {
    const fieldset = /** @type {HTMLFieldSetElement} */ (place.closest("[data-question]"));
    CARDS.set(fieldset, new Cards(fieldset, /** @type {HTMLElement} */ (place)));
  }
}

/** Make room for what is to be filled in. */
export function ensurePains(/** @type {HTMLFieldSetElement} */ fieldset, /** @type {Fields} */ fields) {
  const named = fields.filter(([name]) => name.endsWith(".places")).map(([, spot]) => spot);
  CARDS.get(fieldset)?.show(named);
}

/** The first number or kind of pain that is still to be said, in view. */
export function unsaid(/** @type {HTMLFieldSetElement} */ fieldset) {
  const needs = /** @type {HTMLElement[]} */ ([...fieldset.querySelectorAll("[data-pains] [data-need]")]);
  return needs.find((need) => !need.querySelector(":checked"));
}

/** How strong a place hurts now, if that is said. */
export function strength(/** @type {Element} */ question, /** @type {string} */ spot) {
  const card = question.querySelector(`[data-card="${CSS.escape(spot)}"]`);
  const said = /** @type {HTMLInputElement | null} */ (card?.querySelector('input[name$=".now"]:checked') ?? null);
  return said && said.value !== "unknown" ? said.value : "";
}

class Cards {
  /** @type {Map<string, HTMLElement>} those of places taken back are kept: a slip costs nothing */
  #made = new Map();

  /** @param {HTMLFieldSetElement} fieldset @param {HTMLElement} place where the cards stand */
  constructor(fieldset, place) {
    this.fieldset = fieldset;
    this.place = place;
    this.blank = /** @type {HTMLTemplateElement} */ (place.querySelector("template"));
    for (const card of place.querySelectorAll("[data-card]")) {
      this.#made.set(card.getAttribute("data-card") ?? "", /** @type {HTMLElement} */ (card));
    }
    const inStep = () => this.show(this.#chosen.map(({ value }) => value));
    fieldset.addEventListener("change", ({ target }) => {
      if (/** @type {HTMLInputElement} */ (target).name === this.#places) inStep();
    });
    fieldset.addEventListener("filled", inStep);
    inStep();
  }

  get #places() {
    return `q.${this.fieldset.dataset.question}.places`;
  }

  /** @returns {HTMLInputElement[]} */
  get #boxes() {
    return [...this.fieldset.querySelectorAll("input")].filter(({ name }) => name === this.#places);
  }

  get #chosen() {
    return this.#boxes.filter((box) => box.checked);
  }

  /** Only the cards of these places. */
  show(/** @type {string[]} */ spots) {
    for (const card of this.place.querySelectorAll("[data-card]")) {
      if (!spots.includes(card.getAttribute("data-card") ?? "")) card.remove();
    }
    for (const { value } of this.#boxes) if (spots.includes(value)) this.place.append(this.#card(value));
  }

  #card(/** @type {string} */ spot) {
    const made = this.#made.get(spot) ?? this.#make(spot);
    this.#made.set(spot, made);
    return made;
  }

  #make(/** @type {string} */ spot) {
    const copy = /** @type {DocumentFragment} */ (this.blank.content.cloneNode(true));
    const card = /** @type {HTMLElement} */ (copy.querySelector("[data-card]"));
    card.dataset.card = spot;
    const title = this.#boxes.find(({ value }) => value === spot)?.getAttribute("aria-label") ?? "";
    /** @type {HTMLElement} */ (card.querySelector("legend")).textContent = title;
    for (const input of card.querySelectorAll("input")) input.name = input.name.replace(".pain.place.", `.pain.${spot}.`);
    return card;
  }
}
