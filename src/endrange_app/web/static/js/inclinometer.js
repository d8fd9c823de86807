// @ts-check
/**
 * A phone on a limb reads a range of motion by itself: zero on the starting pose, then trial after
 * trial, each taken once it is held still. Nobody looks at the phone or touches it.
 *
 * One place: zero, end, back to zero, end, … Where zero is taken off the limb, on a level table or
 * an upright wall, it is taken once, and the limb need not come back to it: it only has to move
 * between two trials. Two places: near and far in the starting pose once, then near, far, near in
 * each end pose.
 */
import { lean, turn, wholeTurn, wrap, planar } from "./tilt.js";
import { Stillness } from "./still.js";

/** @typedef {import("./tilt.js").Vector} Vector */
/** @typedef {import("./still.js").Sample} Sample */
/**
 * @typedef {object} How
 * @property {import("./tilt.js").Face} face
 * @property {1 | 2} places
 * @property {boolean} once zero is taken off the limb, once
 * @property {"turn" | "short_of_90"} counts
 * @property {"either" | "adds" | "takes_away"} lifting
 * @property {number} trials
 * @property {number} more how many more if they spread
 * @property {number} spread degrees
 * @property {number} low
 * @property {number} high
 */
/** @typedef {{value: number, lean: number, plane: number, gravity: Vector}} Trial
 *  ``plane``: by how much the turn in the plane and the whole turn differ */
/**
 * @typedef {{kind: "place", place: "near" | "far", pose: "zero" | "end", trial: number}
 *   | {kind: "zero"} | {kind: "trial", trial: Trial, number: number} | {kind: "back"}
 *   | {kind: "refused", because: "lean" | "moved" | "range" | "start", by: number}
 *   | {kind: "restless"} | {kind: "done"}} News
 */

const HELD = { zero: 1500, end: 3000 }; // milliseconds of stillness before a reading is taken
const [LEANS, LEANS_TOO_FAR, OUT_OF_PLANE] = [10, 20, 2]; // degrees
const MOVED = 3; // degrees by which the two near readings of one trial may differ
const LEAST = 3; // degrees from zero; ours: more than what counts as still lets pass
const BACK = 8; // degrees from zero; ours: more is not "back", nor is more than half of the way
const DRIFT = 3; // degrees a new start may differ from the first unasked; ours: one careful placing
const PARTED = 8; // degrees by which a limb has left its last end, where it has no zero to go back to
const STRAPPED = 6000; // milliseconds after which a phone that was not laid down is on the limb already; ours
const RESTLESS = 15000; // milliseconds of moving on; ours: longer than any way to the end

export class Inclinometer {
  /** @type {Trial[]} */
  trials = [];
  /** @type {Vector[]} readings of the present step, near before far */
  #readings = [];
  /** @type {Vector | null} */
  #zero = null;
  #reference = 0;
  /** @type {"zero" | "end" | "back" | "done"} */
  #step = "zero";
  #moved = false; // laid down since the start; in the hand it may be as still as on the limb
  /** @type {number | null} */
  #begun = null;
  /** @type {Vector | null} the last end, until the limb has left it */
  #end = null;
  #asked = false; // whether this start was told to lie off the first one
  /** @type {number | null} since when it has not been still */
  #restless = null;

  /**
   * @param {How} how
   * @param {(news: News) => void} tell
   */
  constructor(how, tell) {
    this.how = how;
    this.tell = tell;
    this.still = new Stillness(how.face);
  }

  begin() {
    this.#say();
  }

  /** What the limb stands at now, in the measure's own way of counting; null before zero. */
  live(/** @type {Vector} */ gravity) {
    return this.#zero && this.how.places === 1 ? this.#value(turn(this.#zero, gravity, this.how.face)) : null;
  }

  get isDone() {
    return this.#step === "done";
  }

  /** Take a sample; returns how much of the holding is done, 0 to 1. */
  feed(/** @type {Sample} */ sample) {
    if (this.#step === "done") return 0;
    this.#begun ??= sample.at;
    const still = this.still.add(sample);
    if (this.still.moving) this.#moved = true; // between two places the phone was lifted
    this.#part();
    this.#rest(sample.at);
    if (!still || this.#waits(sample.at)) return 0;
    const needed = this.#step === "end" ? HELD.end : HELD.zero;
    if (still < needed) return still / needed;
    this.#take(this.still.gravity);
    return 1;
  }

  /** Start over with the trial that was read last. */
  again() {
    this.trials.pop();
    this.#readings = [];
    this.#step = this.how.places === 1 && !this.how.once ? "back" : "end";
    if (this.how.places === 1) this.tell({ kind: "back" });
    else this.#say();
  }

  /** Where there is no zero to come back to: the limb has left its last end. */
  #part() {
    if (!this.how.once || !this.#end || !this.#moved) return;
    if (Math.abs(turn(this.#end, this.still.gravity, this.how.face)) > PARTED) this.#end = null;
  }

  /** Tell once in a while that it never comes to rest. */
  #rest(/** @type {number} */ now) {
    if (!this.still.moving) this.#restless = null;
    else this.#restless ??= now;
    if (this.#restless === null || now - this.#restless < RESTLESS) return;
    this.#restless = now;
    this.tell({ kind: "restless" });
  }

  /** One place: the end is elsewhere than zero, and back is there. Two: the phone was moved. */
  #waits(/** @type {number} */ now) {
    if (this.#step === "zero" && !this.#readings.length) return !this.#moved && !this.#isStrapped(now);
    if (this.how.places === 2) return !this.#moved;
    if (!this.#zero) return false;
    if (this.how.once) return !this.#moved || this.#end !== null;
    const away = Math.abs(turn(this.#zero, this.still.gravity, this.how.face));
    return this.#step === "end" ? away < LEAST : away > this.#near;
  }

  /** Nobody lays it down: it was on the limb before anybody started. */
  #isStrapped(/** @type {number} */ now) {
    return this.#begun !== null && now - this.#begun > STRAPPED;
  }

  /** How near to zero is back: nearer to it than to the end that was read last. */
  get #near() {
    if (!this.#zero || !this.#end) return BACK;
    return Math.min(BACK, Math.abs(turn(this.#zero, this.#end, this.how.face)) / 2);
  }

  #take(/** @type {Vector} */ gravity) {
    this.still.forget();
    this.#moved = false;
    this.#restless = null;
    const leaning = lean(gravity, this.how.face);
    if (leaning > LEANS_TOO_FAR) return this.#refuse("lean", leaning);
    this.#readings.push(gravity);
    if (this.how.places === 1) return this.#one(gravity);
    return this.#two();
  }

  #one(/** @type {Vector} */ gravity) {
    this.#readings = [];
    if (this.#step === "end") return this.#keep(/** @type {Vector} */ (this.#zero), gravity, 0);
    const off = this.#zero ? Math.abs(turn(this.#zero, gravity, this.how.face)) : 0;
    if (off > DRIFT && !this.#asked) {
      this.#asked = true; // held there once more, it is the start: the phone has slipped
      return this.#refuse("start", off);
    }
    this.#asked = false;
    this.#zero = gravity;
    this.#step = "end";
    this.tell({ kind: "zero" });
  }

  #two() {
    const [near, far, again] = this.#readings;
    if (this.#step === "zero" && far) {
      this.#reference = this.#apart(near, far);
      this.#zero = near;
      this.#readings = [];
      this.#step = "end";
      this.tell({ kind: "zero" });
    } else if (again) {
      this.#readings = [];
      const slip = Math.abs(this.#apart(near, again));
      if (slip > MOVED) return this.#refuse("moved", slip);
      return this.#keep(near, far, this.#reference);
    }
    this.#say();
  }

  #apart(/** @type {Vector} */ near, /** @type {Vector} */ far) {
    return wrap(planar(far, this.how.face) - planar(near, this.how.face));
  }

  #keep(/** @type {Vector} */ from, /** @type {Vector} */ to, /** @type {number} */ reference) {
    const turned = wrap(turn(from, to, this.how.face) - reference);
    const value = this.#value(turned);
    if (value < this.how.low || value > this.how.high) return this.#refuse("range", value);
    const leaning = Math.max(lean(from, this.how.face), lean(to, this.how.face));
    const plane = this.how.places === 1 ? Math.abs(wholeTurn(from, to) - Math.abs(turned)) : 0;
    const trial = { value, lean: leaning, plane, gravity: to };
    this.trials.push(trial);
    this.#end = to;
    this.tell({ kind: "trial", trial, number: this.trials.length });
    this.#next();
  }

  #next() {
    if (this.trials.length >= this.#wanted()) {
      this.#step = "done";
      this.tell({ kind: "done" });
    } else if (this.how.places === 1) {
      if (!this.how.once) this.#step = "back";
      this.tell({ kind: "back" });
    } else {
      this.#say();
    }
  }

  /** As many as usual, and more where they lie far apart. */
  #wanted() {
    const values = this.trials.map(({ value }) => value);
    const apart = Math.max(...values) - Math.min(...values);
    return this.how.trials + (apart > this.how.spread ? this.how.more : 0);
  }

  #value(/** @type {number} */ turned) {
    const { counts, lifting } = this.how;
    if (counts === "short_of_90") return 90 - Math.abs(turned);
    if (lifting === "either") return Math.abs(turned);
    return lifting === "adds" ? turned : -turned;
  }

  #refuse(/** @type {"lean" | "moved" | "range" | "start"} */ because, /** @type {number} */ by) {
    this.#readings = [];
    this.tell({ kind: "refused", because, by });
  }

  #say() {
    const place = this.#readings.length === 1 ? "far" : "near";
    const pose = this.#step === "zero" ? "zero" : "end";
    this.tell({ kind: "place", place, pose, trial: this.trials.length + 1 });
  }
}

/** What is wrong with how a trial was taken, though it counts. */
export function warnings(/** @type {Trial} */ trial) {
  const leaning = trial.lean > LEANS ? "lean" : "";
  return leaning || (trial.plane > OUT_OF_PLANE ? "plane" : "");
}
