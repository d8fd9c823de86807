// @ts-check
/** Whether the phone is held still, and what it reads meanwhile: the mean of the last second. */
import { deviation, mean, norm, planar, wrap } from "./tilt.js";

/** @typedef {import("./tilt.js").Vector} Vector */
/** @typedef {{at: number, gravity: Vector, spin?: number | null}} Sample
 *  ``at`` in milliseconds; gravity in m/s²; spin in degrees a second, where the phone tells it */

const WINDOW = 1000; // milliseconds that are averaged
const FEWEST = 15; // samples in it; a slow phone sends 20 a second
// Limits of one window, proposals to be tuned on real phones: degrees, m/s², degrees a second.
const [SPREAD, RANGE, UNEVEN, SPINNING] = [0.5, 2, 0.2, 3];
const EARTH = 9.81;
const OFF = 0.4; // m/s² that an uncalibrated phone may be off
const SMOOTHED = 4; // samples; a hand moves slower, and a cheap sensor's noise is no movement

export class Stillness {
  /** @type {Sample[]} */
  #samples = [];
  /** @type {number | null} */
  #since = null;

  /** @param {import("./tilt.js").Face} face */
  constructor(face) {
    this.face = face;
  }

  /** Take a sample; returns for how many milliseconds the phone has been still, 0 while it is not. */
  add(/** @type {Sample} */ sample) {
    this.#samples.push(sample);
    while (this.#samples[0].at <= sample.at - WINDOW) this.#samples.shift();
    if (!this.#isStill()) this.#since = null;
    else this.#since ??= this.#samples[0].at;
    return this.#since === null ? 0 : sample.at - this.#since;
  }

  /** The mean direction of the last second. */
  get gravity() {
    return mean(this.#samples.map(({ gravity }) => gravity));
  }

  /** Whether it is plainly being moved: not still, and known for long enough to say so. */
  get moving() {
    return this.#isFull() && this.#since === null;
  }

  /** What has been is past: the next stillness is counted from now. */
  forget() {
    this.#samples = [];
    this.#since = null;
  }

  #isFull() {
    const samples = this.#samples;
    const seconds = samples.length ? samples[samples.length - 1].at - samples[0].at : 0;
    return samples.length >= FEWEST && seconds >= WINDOW * 0.9;
  }

  #isStill() {
    if (!this.#isFull()) return false;
    const samples = this.#samples;
    const smooth = smoothed(samples.map(({ gravity }) => gravity));
    const first = planar(smooth[0], this.face);
    const angles = smooth.map((gravity) => wrap(planar(gravity, this.face) - first));
    const sizes = smooth.map(norm);
    const spins = samples.map(({ spin }) => spin ?? 0);
    const average = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b) / all.length;
    return (
      deviation(angles) < SPREAD &&
      Math.max(...angles) - Math.min(...angles) < RANGE &&
      Math.abs(average(sizes) - EARTH) < OFF &&
      deviation(sizes) < UNEVEN &&
      average(spins) < SPINNING
    );
  }
}

/** @param {Vector[]} vectors */
function smoothed(vectors) {
  const starts = vectors.slice(SMOOTHED - 1);
  return starts.map((_, index) => mean(vectors.slice(index, index + SMOOTHED)));
}
