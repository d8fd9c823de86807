// @ts-check
/** The session's common clock: milliseconds since the run was opened, as the server counts them. */

const KEPT = 12; // answers looked at: about a minute of them
const BEST = 3; // quickest of these; their median is taken

export class Clock {
  /** @type {{offset: number, trip: number}[]} */
  #answers = [];
  #offset = 0;
  #local;

  /** @param {() => number} local a device clock in milliseconds that never steps back */
  constructor(local = () => performance.now()) {
    this.#local = local;
  }

  /** The device's own clock, to stamp a question with. */
  local() {
    return this.#local();
  }

  /** Common-clock milliseconds, whole. */
  now() {
    return Math.max(0, Math.round(this.#local() + this.#offset));
  }

  /**
   * Learn from one answer: the server's time, and when the question left (device clock).
   * A quick answer is a good one: the server's time lies in the middle of a short trip.
   * @param {number} server
   * @param {number} asked
   */
  learn(server, asked) {
    const trip = this.#local() - asked;
    this.#answers.push({ offset: server - (asked + trip / 2), trip });
    this.#answers = this.#answers.slice(-KEPT);
    const best = [...this.#answers].sort((a, b) => a.trip - b.trip).slice(0, BEST);
    const offsets = best.map((answer) => answer.offset).sort((a, b) => a - b);
    this.#offset = offsets[Math.floor((offsets.length - 1) / 2)] ?? 0;
  }

  /** Take a first, rough time, and forget answers from before: the device may have slept. */
  set(/** @type {number} */ server) {
    this.#answers = [];
    this.#offset = server - this.#local();
  }
}
