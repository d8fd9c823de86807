// @ts-check
/**
 * Answers kept on this device at once, each under its own name so that two windows do not undo each
 * other's. They outlive a reload, and are erased when their time is up or they have arrived.
 */

/** @typedef {import("./fields.js").Fields} Fields */
/**
 * @typedef {{fields: Fields, at: number, sequence: number, sent: boolean, refused?: boolean,
 *   heard?: string}} Answer ``heard``: when the server had it, by its own clock
 */

const START = "endrange:asked:";

export class Kept {
  /** @type {Map<string, Answer>} */
  #answers = new Map();
  #prefix;
  #store;

  /**
   * @param {string} scope one intake
   * @param {number} until when they are erased, in milliseconds of this device's clock
   * @param {Storage | null} store
   */
  constructor(scope, until, store = storage()) {
    this.#prefix = `${START}${scope}:`;
    this.#store = store;
    sweep(store);
    this.#write("until", String(until));
    for (const name of names(store, `${this.#prefix}q:`)) this.#read(name);
  }

  /** Whether they outlive this page. */
  get isLasting() {
    return this.#store !== null;
  }

  /** What the server has not confirmed. */
  get unsent() {
    return [...this.#answers].filter(([, answer]) => !answer.sent);
  }

  /**
   * What a page made at a time of the server's clock does not show: not sent yet, sent since then,
   * or not to be read by the server.
   */
  since(/** @type {string} */ seen) {
    const made = Date.parse(seen);
    return [...this.#answers].filter(
      ([, { sent, refused, heard }]) => !sent || refused || (heard && Date.parse(heard) > made),
    );
  }

  get(/** @type {string} */ question) {
    return this.#answers.get(question);
  }

  /** Keep what is said now. */
  set(/** @type {string} */ question, /** @type {Fields} */ fields) {
    const at = Date.now();
    this.#keep(question, { fields, at, sequence: unique(at), sent: false });
  }

  /** Take over what was said elsewhere, unless it was said later here. */
  take(/** @type {string} */ question, /** @type {Fields} */ fields, /** @type {number} */ at) {
    if ((this.#answers.get(question)?.at ?? -Infinity) >= at) return false;
    this.#keep(question, { fields, at, sequence: unique(at), sent: true });
    return true;
  }

  /**
   * The server has it, or could not read it: then it stands here, to be corrected.
   * @param {string} question
   * @param {number} sequence
   * @param {{refused: boolean, heard: string}} how
   */
  confirm(question, sequence, how) {
    const answer = this.#answers.get(question);
    if (answer?.sequence === sequence) this.#keep(question, { ...answer, ...how, sent: true });
  }

  /** Another window of this browser said something; returns which question, if it did. */
  heard(/** @type {StorageEvent} */ event) {
    const name = event.key ?? "";
    if (!name.startsWith(`${this.#prefix}q:`)) return null;
    this.#read(name);
    return name.slice(`${this.#prefix}q:`.length);
  }

  #keep(/** @type {string} */ question, /** @type {Answer} */ answer) {
    this.#answers.set(question, answer);
    this.#write(`q:${question}`, JSON.stringify(answer));
  }

  #write(/** @type {string} */ name, /** @type {string} */ text) {
    try {
      this.#store?.setItem(this.#prefix + name, text);
    } catch {
      this.#store = null; // full or forbidden: kept as long as this page, and sent all the same
    }
  }

  #read(/** @type {string} */ name) {
    try {
      const answer = JSON.parse(this.#store?.getItem(name) ?? "null");
      if (!Array.isArray(answer?.fields)) return;
      this.#answers.set(name.slice(`${this.#prefix}q:`.length), answer);
    } catch {
      // written by somebody else: not an answer
    }
  }
}

/** Erase one intake from this device. */
export function forget(/** @type {string} */ scope, store = storage()) {
  for (const name of names(store, `${START}${scope}:`)) store?.removeItem(name);
}

/** Erase whatever is past its time. */
export function sweep(store = storage()) {
  for (const name of names(store, START)) {
    if (!name.endsWith(":until") || Number(store?.getItem(name)) > Date.now()) continue;
    forget(name.slice(START.length, -":until".length), store);
  }
}

/** This browser's own name, so that what it says is told apart from what others say. */
export function device(store = storage()) {
  const name = "endrange:device";
  const fresh = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    const known = store?.getItem(name) ?? fresh;
    store?.setItem(name, known);
    return known;
  } catch {
    return fresh;
  }
}

/** A number no window of this browser uses twice. */
function unique(/** @type {number} */ at) {
  return at * 1000 + Math.floor(Math.random() * 1000);
}

function names(/** @type {Storage | null} */ store, /** @type {string} */ start) {
  try {
    return Object.keys(store ?? {}).filter((name) => name.startsWith(start));
  } catch {
    return [];
  }
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser
  }
}
