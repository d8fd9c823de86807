// @ts-check
/** Buttons that act on press, not on release. */

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
    if (/** @type {PointerEvent} */ (event).button !== 0) return;
    press(event);
    swallowClick(/** @type {Element} */ (button));
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
 * The act may change the screen before the finger lifts: the click of the same press then lands on
 * what lies under it by now, and was not meant.
 */
function swallowClick(/** @type {Element} */ button) {
  const forget = () => {
    document.removeEventListener("click", swallow, true);
    document.removeEventListener("pointerdown", forget, true);
  };
  const swallow = (/** @type {MouseEvent} */ event) => {
    if (event.detail === 0) return; // assistive technology, or a key
    forget();
    if (button.contains(/** @type {Node} */ (event.target))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener("click", swallow, true);
  document.addEventListener("pointerdown", forget, true);
}
