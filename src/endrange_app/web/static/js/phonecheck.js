// @ts-check
/** How far a phone itself is off level: flat, then turned by half a turn on the same spot. */
import { Stillness } from "./still.js";
import { planar, wrap } from "./tilt.js";

const HELD = 1500; // milliseconds

export class PhoneCheck {
  #still = new Stillness("back");
  /** @type {number | null} */
  #first = null;
  #moved = true;

  /** @param {(off: number | null) => void} tell nothing after the first position, degrees after the second */
  constructor(tell) {
    this.tell = tell;
  }

  feed(/** @type {import("./still.js").Sample} */ sample) {
    const still = this.#still.add(sample);
    if (this.#still.moving) this.#moved = true;
    if (still < HELD || !this.#moved) return;
    this.#take(planar(this.#still.gravity, "back"));
  }

  /** The table's tilt turns with the phone; what stays is the phone's own. */
  #take(/** @type {number} */ angle) {
    this.#still.forget();
    this.#moved = false;
    if (this.#first === null) {
      this.#first = angle;
      this.tell(null);
      return;
    }
    this.tell(Math.abs(level(this.#first) + level(angle)) / 2);
    this.#first = null;
    this.#moved = false;
  }
}

/** Off level, whichever sign the phone gives gravity. */
function level(/** @type {number} */ angle) {
  return Math.abs(angle) > 90 ? wrap(angle - 180) : angle;
}
