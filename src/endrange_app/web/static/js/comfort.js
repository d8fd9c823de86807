// @ts-check
/** The client's two scales. A number is sent when it has been chosen, never preset. */
import { gettext } from "./texts.js";

const SETTLE = 400; // milliseconds after the last change

/** @typedef {"stretch" | "pain"} Scale */

export class Comfort {
  /** @type {Record<Scale, number | null>} */
  #values = { stretch: null, pain: null };
  /** @type {Partial<Record<Scale, number>>} */
  #changed = {};
  #timer = 0;

  /** @param {(rating: {stretch?: number, pain?: number}) => void} send */
  constructor(send) {
    this.send = send;
    for (const box of document.querySelectorAll("[data-scale]")) this.#listen(box);
  }

  /** Show what is on the record, unless a finger is just changing it. */
  show(/** @type {{stretch: number | null, pain: number | null} | null} */ said) {
    if (this.#timer) return;
    this.#values = { stretch: said?.stretch ?? null, pain: said?.pain ?? null };
    this.#draw();
  }

  /** The same numbers, said again of this moment. */
  repeat() {
    const { stretch, pain } = this.#values;
    this.send({ ...(stretch !== null && { stretch }), ...(pain !== null && { pain }) });
  }

  #listen(/** @type {Element} */ box) {
    const scale = /** @type {Scale} */ (/** @type {HTMLElement} */ (box).dataset.scale);
    for (const button of box.querySelectorAll("[data-step]")) {
      const step = Number(/** @type {HTMLElement} */ (button).dataset.step);
      button.addEventListener("click", () => this.#set(scale, (this.#values[scale] ?? 0) + step));
    }
    const input = box.querySelector("input");
    input?.addEventListener("input", () => this.#set(scale, input.valueAsNumber));
    input?.addEventListener("pointerup", () => this.#set(scale, input.valueAsNumber));
    input?.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.#set(scale, input.valueAsNumber);
    });
  }

  #set(/** @type {Scale} */ scale, /** @type {number} */ number) {
    const value = Math.min(10, Math.max(0, number));
    this.#values[scale] = this.#changed[scale] = value;
    this.#draw();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#flush(), SETTLE);
  }

  #flush() {
    this.#timer = 0;
    const rating = this.#changed;
    this.#changed = {};
    this.send(rating);
  }

  #draw() {
    for (const element of document.querySelectorAll("[data-scale]")) {
      const box = /** @type {HTMLElement} */ (element);
      const value = this.#values[/** @type {Scale} */ (box.dataset.scale)];
      if (value === null) delete box.dataset.value;
      else box.dataset.value = String(value);
      const [output, input] = [box.querySelector("output"), box.querySelector("input")];
      if (output) output.textContent = value === null ? "–" : String(value);
      if (!input) continue;
      input.value = String(value ?? 0);
      input.setAttribute("aria-valuetext", value === null ? gettext("not said yet") : gettext("{value} of 10", { value }));
    }
  }
}
