// @ts-check
/** Sends what is kept whenever there is a network, and tells what was said elsewhere meanwhile. */

/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./fields.js").Fields} Fields */
/**
 * @typedef {{refused: Record<string, string>, red: string[], done: boolean, seen: string,
 *   others: {question: string, age: number, fields: Fields}[]}} Heard
 */

const SETTLE = 1_200; // milliseconds after the last answer: a page of them goes in one delivery
const FIRST_WAIT = 4_000;
const LONGEST_WAIT = 60_000;

export class Delivery {
  #timer = 0;
  #wait = FIRST_WAIT;
  /** @type {Promise<void>} */
  #turn = Promise.resolve();
  /** @type {Promise<void> | null} */
  #next = null;

  /**
   * @param {{url: string, device: string, seen: string, kept: Kept, headers?: Record<string, string>,
   *   heard: (heard: Heard) => void, stands: (how: "sent" | "waiting" | "closed", problem?: string) => void}} given
   */
  constructor(given) {
    this.given = given;
    this.seen = given.seen;
    this.done = false;
    this.closed = false;
    window.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.hidden && this.now());
  }

  /** Something new is kept: send it soon. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.now(), SETTLE);
  }

  /** Send at once what is not confirmed yet: one delivery after the other. */
  now() {
    clearTimeout(this.#timer);
    this.#next ??= this.#turn.then(() => {
      this.#next = null;
      return this.closed ? undefined : this.#send();
    });
    this.#turn = this.#next;
    return this.#next;
  }

  async #send() {
    const items = this.given.kept.unsent.map(([question, { fields, at, sequence }]) => ({
      question,
      sequence,
      age: Math.max(0, Date.now() - at),
      fields,
    }));
    const answer = await this.#post({
      device: this.given.device,
      said: items,
      seen: this.seen,
      done: this.done,
    });
    if (!answer) return this.#later();
    if (!answer.ok) return this.#refused(answer);
    /** @type {Heard} */
    const heard = await answer.json();
    for (const { question, sequence } of items) {
      const refused = question in heard.refused;
      this.given.kept.confirm(question, sequence, { refused, heard: heard.seen });
    }
    this.seen = heard.seen;
    this.#wait = FIRST_WAIT;
    this.given.heard(heard);
    this.given.stands("sent");
  }

  /** @param {object} body @returns {Promise<Response | null>} nothing without a network */
  async #post(body) {
    const headers = { "Content-Type": "application/json", ...this.given.headers };
    const what = { method: "POST", headers, body: JSON.stringify(body), keepalive: document.hidden };
    return fetch(this.given.url, /** @type {RequestInit} */ (what)).catch(() => null);
  }

  /** A link that is shut stays shut; too much at once, or a server in trouble, is tried again. */
  async #refused(/** @type {Response} */ answer) {
    if (answer.status === 429 || answer.status >= 500) return this.#later();
    this.closed = true;
    const told = await answer.json().catch(() => ({}));
    this.given.stands("closed", told.problem ?? "");
  }

  #later() {
    this.given.stands("waiting");
    this.#timer = window.setTimeout(() => this.now(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
