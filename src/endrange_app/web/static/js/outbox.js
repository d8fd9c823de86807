// @ts-check
/** Events the server has not confirmed: here at once, and in the store for the next opening. */

/** @typedef {import("./player.js").SessionEvent} SessionEvent */

export class Outbox {
  /** @type {Map<string, SessionEvent>} */
  #events = new Map();
  #done = new Set(); // confirmed before the store had answered
  #store;

  /** @param {Pick<import("./store.js").Store, "add" | "remove" | "waiting">} store */
  constructor(store) {
    this.#store = store;
  }

  /** What waits, oldest first. */
  get waiting() {
    return [...this.#events.values()].sort((a, b) => a.at - b.at || a.sequence - b.sequence);
  }

  /** @param {SessionEvent} event */
  add(event) {
    this.adopt(event);
    this.#store.add(event);
  }

  /** Send what another tab of this device has said, too: it may be closed before it is heard. */
  adopt(/** @type {SessionEvent} */ event) {
    if (!this.#done.has(key(event))) this.#events.set(key(event), event);
  }

  /** Take up what earlier openings of this page have left. */
  async load() {
    for (const event of await this.#store.waiting()) this.adopt(event);
  }

  /** @param {{device: string, sequence: number}} event */
  get(event) {
    return this.#events.get(key(event));
  }

  /** Confirmed or refused by the server: nothing more to send. */
  remove(/** @type {{device: string, sequence: number}} */ event) {
    this.#done.add(key(event));
    if (this.#events.delete(key(event))) this.#store.remove(event);
  }
}

/** @param {{device: string, sequence: number}} event */
export function key(event) {
  return `${event.device}:${event.sequence}`;
}
