// @ts-check
/** How far it went: what the helper enters for a repetition, and what both see of today. */
import { isAlike } from "./course.js";
import { mark, show, tell } from "./screen.js";
import { gettext } from "./texts.js";

/**
 * @typedef {import("./machine.js").View} View
 * @typedef {import("./player.js").Player} Player
 */

const [LEAST, MOST] = [-90, 200]; // degrees an event may carry
const STRETCHED = ["lengthen", "hold"];

/** Today's degrees of this stretch and side, first to last; nothing before the first. */
export function today(/** @type {View} */ view, /** @type {Player} */ { state, timeline }) {
  const here = timeline.segments[view.segment];
  const own = state.reached.filter((/** @type {any} */ one) => isAlike(one, here));
  if (!own.length) return "";
  const [first, now] = [own[0].degrees, own.at(-1).degrees];
  if (own.length === 1) return gettext("Today: {now}°", { now });
  return gettext("Today: {first}° at first, now {now}°", { first, now });
}

/** How far to go now: a number where one is known, else by feel. Nothing where nobody lengthens. */
export function target(/** @type {View} */ view, /** @type {Player} */ { timeline }) {
  const { phase, cues, deepens } = timeline.segments[view.segment];
  if (!STRETCHED.includes(phase)) return "";
  if (view.target_degrees !== null) return gettext("No further than {degrees}°", { degrees: view.target_degrees });
  const further = phase === "lengthen" || deepens;
  return further && view.cues.helper === cues.helper ? gettext("To the first firm resistance") : "";
}

/** The form for one repetition's degrees: from the last number on, never preset. */
export class RangeForm {
  #form = /** @type {HTMLFormElement} */ (document.querySelector("form.range"));
  #input = /** @type {HTMLInputElement} */ (this.#form.querySelector("input"));
  #last = /** @type {number | null} */ (null);

  constructor(/** @type {(degrees: number) => void} */ send) {
    for (const button of this.#form.querySelectorAll("[data-turn]")) {
      const turn = Number(button.getAttribute("data-turn"));
      button.addEventListener("click", () => this.#turn(turn));
    }
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const degrees = this.#input.valueAsNumber;
      if (!Number.isInteger(degrees)) return this.#input.focus();
      this.#input.value = "";
      send(degrees);
    });
  }

  show(/** @type {View} */ view, /** @type {Player} */ player) {
    const { act, repetition } = player.timeline.segments[view.segment];
    const own = player.state.reached.filter((/** @type {any} */ one) =>
      isAlike(one, player.timeline.segments[view.segment]));
    this.#last = own.at(-1)?.degrees ?? view.target_degrees;
    show("range", view.status !== "waiting" && Boolean(act));
    const name = gettext("Repetition {repetition}", { repetition });
    tell("range-today", `${name}. ${today(view, player)}`);
    mark(this.#input, "placeholder", this.#last ?? "–");
  }

  #turn(/** @type {number} */ by) {
    const from = Number.isNaN(this.#input.valueAsNumber) ? this.#last : this.#input.valueAsNumber;
    if (from === null) return this.#input.focus();
    this.#input.value = String(Math.min(MOST, Math.max(LEAST, from + by)));
  }
}
