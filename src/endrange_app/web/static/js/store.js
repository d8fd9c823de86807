// @ts-check
/**
 * What a session leaves on this device, so that neither a closed tab nor an empty battery loses
 * anything: the record as last heard, and the events nobody has confirmed. In IndexedDB.
 *
 * Where the browser forbids it, all of this does nothing, and the session lives as long as the page.
 */

/** @typedef {import("./player.js").SessionEvent} SessionEvent */
/** @typedef {{timeline: any, numbered: {number: number, event: SessionEvent}[], ahead: number}} Kept */

const [NAME, VERSION] = ["endrange", 1];
const KEPT_FOR = 16 * 60 * 60 * 1000; // milliseconds; as long as a sign-in lasts, a working day
const [SESSIONS, TAKEN, WAITING] = ["sessions", "taken", "waiting"];

export class Store {
  #name;
  #database = opened();

  /**
   * @param {string} run
   * @param {string} role
   */
  constructor(run, role) {
    this.#name = `${run}:${role}`;
  }

  /** Keep an event until it is confirmed; written through to the disk before anything else. */
  add(/** @type {SessionEvent} */ event) {
    return this.#write(WAITING, (store) => store.put(event, this.#key(event)));
  }

  /** Confirmed or refused: nothing more to send. */
  remove(/** @type {{device: string, sequence: number}} */ event) {
    return this.#write(WAITING, (store) => store.delete(this.#key(event)));
  }

  /** @returns {Promise<SessionEvent[]>} what waits, of earlier openings of this page too */
  async waiting() {
    return (await this.#read(WAITING, (store) => store.getAll(this.#all()))) ?? [];
  }

  /**
   * Keep the session itself.
   * @param {any} timeline
   * @param {number} ahead milliseconds from this device's calendar to the session's clock
   */
  keep(timeline, ahead) {
    const session = { timeline, ahead, at: Date.now() };
    return this.#write(SESSIONS, (store) => store.put(session, this.#name));
  }

  /** Keep an event of the record. */
  take(/** @type {{number: number, event: SessionEvent}} */ numbered) {
    const key = `${this.#name}:${String(numbered.number).padStart(9, "0")}`;
    return this.#write(TAKEN, (store) => store.put(numbered, key));
  }

  /** @returns {Promise<Kept | null>} the session as last heard of, unless that is too long ago */
  async recall() {
    const session = await this.#read(SESSIONS, (store) => store.get(this.#name));
    if (!session || Date.now() - session.at > KEPT_FOR) return null;
    const numbered = (await this.#read(TAKEN, (store) => store.getAll(this.#all()))) ?? [];
    return { timeline: session.timeline, ahead: session.ahead, numbered };
  }

  /** The session is over and everything of it has been heard: keep nothing of it here. */
  async forget() {
    await this.#write(SESSIONS, (store) => store.delete(this.#name));
    await this.#write(TAKEN, (store) => store.delete(this.#all()));
  }

  #key(/** @type {{device: string, sequence: number}} */ event) {
    return `${this.#name}:${event.device}:${event.sequence}`;
  }

  #all() {
    return IDBKeyRange.bound(`${this.#name}:`, `${this.#name}:\uffff`);
  }

  /**
   * @param {string} name
   * @param {(store: IDBObjectStore) => IDBRequest} ask
   */
  async #read(name, ask) {
    const database = await this.#database;
    return database ? answered(ask(database.transaction(name).objectStore(name))) : undefined;
  }

  /**
   * @param {string} name
   * @param {(store: IDBObjectStore) => IDBRequest} change
   */
  async #write(name, change) {
    const database = await this.#database;
    if (!database) return undefined;
    const turn = database.transaction(name, "readwrite", { durability: "strict" });
    return answered(change(turn.objectStore(name)));
  }
}

/** @returns {Promise<IDBDatabase | null>} */
function opened() {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open(NAME, VERSION);
      asked.onupgradeneeded = () => {
        for (const name of [SESSIONS, TAKEN, WAITING]) asked.result.createObjectStore(name);
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => resolve(null);
    } catch {
      resolve(null); // forbidden by the browser
    }
  });
}

/** @param {IDBRequest} request a full or broken store answers nothing: the event waits in memory */
function answered(request) {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      resolve(undefined);
    };
  });
}

/** @returns {Promise<string[]>} the runs of which this device still holds something said by a role */
export async function waitingRuns(/** @type {string} */ role) {
  const database = await opened();
  if (!database) return [];
  const keys = await answered(database.transaction(WAITING).objectStore(WAITING).getAllKeys());
  const named = (keys ?? []).map((/** @type {string} */ key) => key.split(":"));
  const whose = named.filter((/** @type {string[]} */ [, said]) => said === role);
  return [...new Set(whose.map((/** @type {string[]} */ [run]) => run))];
}
