// @ts-check
/** The red page: at once, over everything, with what to do now; it needs no network. */

/** @typedef {import("./branching.js").Flag} Flag */

export class Red {
  /** @type {Element | null} */
  #before = null;

  /**
   * @param {(question: string) => void} change somebody wants to change the answer behind it
   */
  constructor(change) {
    this.page = /** @type {HTMLElement} */ (document.querySelector("section[data-red]"));
    this.question = "";
    this.page.querySelector("[data-change]")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.hide();
      change(this.question);
    });
    this.page.addEventListener("keydown", (event) => this.#stay(/** @type {KeyboardEvent} */ (event)));
  }

  get isShown() {
    return !this.page.hidden;
  }

  /** @param {Flag[]} flags @param {string} question the answer that may have been a mistake */
  show(flags, question) {
    const rows = /** @type {HTMLElement} */ (this.page.querySelector("[data-red-rows]"));
    rows.replaceChildren(...flags.map((flag) => this.#row(flag)));
    this.question = question;
    this.#before = document.activeElement;
    this.#rest(true);
    this.page.hidden = false;
    this.page.focus();
    navigator.vibrate?.([200, 100, 200]);
  }

  hide() {
    this.page.hidden = true;
    this.#rest(false);
    if (this.#before instanceof HTMLElement) this.#before.focus();
  }

  #row(/** @type {Flag} */ flag) {
    const template = /** @type {HTMLTemplateElement} */ (this.page.querySelector("template"));
    const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    for (const place of row.querySelectorAll("[data-say]")) {
      const text = flag[/** @type {"only_if" | "urgency" | "title" | "because" | "ask"} */ (place.getAttribute("data-say"))] ?? "";
      place.textContent = text;
      place.toggleAttribute("hidden", !text);
    }
    row.querySelector("[data-steps]")?.replaceChildren(...flag.steps.map(item));
    return row;
  }

  /** Nothing behind it can be reached. */
  #rest(/** @type {boolean} */ inert) {
    for (const one of document.body.children) {
      if (one !== this.page) one.toggleAttribute("inert", inert);
    }
  }

  /** The keyboard stays within. */
  #stay(/** @type {KeyboardEvent} */ event) {
    if (event.key !== "Tab") return;
    const stops = [...this.page.querySelectorAll("a[href], button")];
    const ends = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== ends && document.activeElement !== this.page) return;
    event.preventDefault();
    /** @type {HTMLElement | undefined} */ (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}

function item(/** @type {string} */ text) {
  const one = document.createElement("li");
  one.textContent = text;
  return one;
}
