// @ts-check
/** Buttons that act on press, not on release, and keys and pedals that do the same. */

const SAME_PRESS = 1000; // milliseconds in which a click belongs to the press before it

/**
 * Act the moment a finger, mouse or key goes down. A click on its own comes from an assistive
 * technology and counts.
 * @param {Element | null} button
 * @param {() => void} act
 */
export function onPress(button, act) {
  let pressed = -SAME_PRESS;
  const press = (/** @type {Event} */ event) => {
    pressed = event.timeStamp;
    event.preventDefault();
    act();
  };
  button?.addEventListener("pointerdown", (event) => {
    if (/** @type {PointerEvent} */ (event).button === 0) press(event);
  });
  button?.addEventListener("keydown", (event) => {
    const { key, repeat } = /** @type {KeyboardEvent} */ (event);
    if ((key === "Enter" || key === " ") && !repeat) press(event);
  });
  button?.addEventListener("click", (event) => {
    if (event.timeStamp - pressed > SAME_PRESS) press(event);
  });
}

/**
 * Keys for the whole page. A slider keeps its arrows, a button reached by keyboard its space bar.
 * @param {Record<string, () => void>} acts by key name, such as ``Escape`` or ``" "``
 */
export function onKeys(acts) {
  document.addEventListener("keydown", (event) => {
    const act = acts[event.key];
    if (!act || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || (event.key !== "Escape" && isTaken(event))) return;
    event.preventDefault();
    act();
  });
}

/** Whether the focused element needs this key itself. */
function isTaken(/** @type {KeyboardEvent} */ event) {
  const at = /** @type {Element} */ (event.target);
  if (event.key === " ") return at.matches("button:focus-visible, a, summary, input");
  return at.matches("input, select, textarea");
}
