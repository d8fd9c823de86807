// @ts-check
/** Events the server has not confirmed. They survive a reload: one entry each in localStorage. */

/** @typedef {import("./player.js").SessionEvent} SessionEvent */

export class Outbox {
  /** @type {Map<string, SessionEvent>} */
  #events = new Map();
  #prefix;
  #store;

  /**
   * @param {string} run
   * @param {string} role
   * @param {Storage | null} store
   */
  constructor(run, role, store = storage()) {
    this.#prefix = `endrange:${run}:${role}:`;
    this.#store = store;
    this.#load();
  }

  /** What waits, oldest first. */
  get waiting() {
    return [...this.#events.values()].sort((a, b) => a.at - b.at || a.sequence - b.sequence);
  }

  /** @param {SessionEvent} event */
  add(event) {
    this.#events.set(key(event), event);
    try {
      this.#store?.setItem(this.#prefix + key(event), JSON.stringify(event));
    } catch {
      // A full or forbidden store: the event still waits in memory and is sent.
    }
  }

  /** @param {{device: string, sequence: number}} event */
  get(event) {
    return this.#events.get(key(event));
  }

  /** Confirmed or refused by the server: nothing more to send. */
  remove(/** @type {{device: string, sequence: number}} */ event) {
    this.#events.delete(key(event));
    try {
      this.#store?.removeItem(this.#prefix + key(event));
    } catch {
      // Sent again after a reload, and known to the server: it counts once.
    }
  }

  #load() {
    try {
      for (let n = 0; n < (this.#store?.length ?? 0); n += 1) this.#read(this.#store?.key(n) ?? "");
    } catch {
      // A store that cannot be read: what is done from now on is still sent.
    }
  }

  #read(/** @type {string} */ name) {
    if (!name.startsWith(this.#prefix)) return;
    const event = parsed(this.#store?.getItem(name) ?? "null");
    if (event) this.#events.set(key(event), event);
  }
}

/** @param {{device: string, sequence: number}} event */
export function key(event) {
  return `${event.device}:${event.sequence}`;
}

/** @returns {SessionEvent | null} nothing for what is no event: another page may have written it */
function parsed(/** @type {string} */ text) {
  try {
    const event = JSON.parse(text);
    return typeof event?.device === "string" && typeof event.kind === "string" ? event : null;
  } catch {
    return null;
  }
}

function storage() {
  try {
    return window.localStorage;
  } catch {
    return null; // forbidden by the browser: events then live as long as the page
  }
}
