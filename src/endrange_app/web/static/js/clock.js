// @ts-check
/** The session's common clock: milliseconds since the run was opened, as the server counts them. */

const KEPT = 40; // answers looked at: about two minutes of them

export class Clock {
  /** @type {{least: number, most: number}[]} what each answer leaves possible */
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
   * Learn from one answer: the server's time, and when the question left (device clock). The server
   * looked at its clock after the question left and before the answer came. Of many answers the
   * narrowest limits count, each way on its own: one quick way there and another one back suffice.
   * @param {number} server
   * @param {number} asked
   */
  learn(server, asked) {
    this.#answers.push({ least: server - this.#local(), most: server - asked });
    this.#answers = this.#answers.slice(-KEPT);
    while (this.#least > this.#most) this.#answers.shift(); // one clock has been set since
    this.#offset = (this.#least + this.#most) / 2;
  }

  get #least() {
    return Math.max(...this.#answers.map(({ least }) => least));
  }

  get #most() {
    return Math.min(...this.#answers.map(({ most }) => most));
  }

  /** Take a first, rough time, and forget answers from before: the device may have slept. */
  set(/** @type {number} */ server) {
    this.#answers = [];
    this.#offset = server - this.#local();
  }
}
