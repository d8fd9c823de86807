// @ts-check
/**
 * Against touches by accident: while it is locked a button has to be held, and a slider does not
 * move. Stop and "It hurts" stay one touch, and keys work as ever.
 */
import { show } from "./screen.js";

/** @typedef {import("./preferences.js").Preferences} Preferences */

const HOLD = 700; // milliseconds
const SHOWN = 2500;
const GUARDED = "button, a, summary, label, input, select";
const FREE = "[data-press], dialog *";

/** The session's buttons obey the lock of these preferences. */
export function guard(/** @type {Preferences} */ preferences) {
  let [since, timer] = [0, 0];
  const isLocked = (/** @type {Event} */ event) => {
    const at = /** @type {Element} */ (event.target).closest(GUARDED);
    return preferences.values.lock && at !== null && !at.matches(FREE) ? at : null;
  };
  const refuse = (/** @type {Event} */ event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    show("locked", true);
    clearTimeout(timer);
    timer = window.setTimeout(() => show("locked", false), SHOWN);
  };
  document.addEventListener("pointerdown", (event) => {
    since = event.timeStamp;
    if (isLocked(event)?.matches("input, select")) refuse(event);
  }, { capture: true });
  document.addEventListener("touchstart", (event) => {
    if (isLocked(event)?.matches("input, select")) refuse(event);
  }, { capture: true, passive: false });
  document.addEventListener("click", (event) => {
    const byTouch = event.detail > 0; // a key or an assistive technology means what it does
    if (isLocked(event) && byTouch && event.timeStamp - since < HOLD) refuse(event);
  }, { capture: true });
  document.addEventListener("contextmenu", (event) => {
    if (isLocked(event)) event.preventDefault(); // what a long touch brings up elsewhere
  });
}
