// @ts-check
/**
 * The session on this device: a fold of events over the timeline, here and now.
 * What is done here counts at once; the server's order wins whenever it is heard.
 */
import { replay } from "./machine.js";
import { Outbox, key } from "./outbox.js";
import { Store } from "./store.js";
import { Tabs } from "./tabs.js";
import { at } from "./view.js";

/**
 * @typedef {{device: string, sequence: number, at: number, role: string, kind: string,
 *   stretch: number | null, pain: number | null, word?: string | null, answer?: string | null,
 *   degrees?: number | null}} SessionEvent
 * @typedef {{stretch?: number | null, pain?: number | null, word?: string | null,
 *   answer?: string | null, degrees?: number | null}} Told what an event says beside its kind
 * @typedef {{number: number, event: SessionEvent}} Numbered
 * @typedef {{helper: number, client: number}} Presence
 */

const [RED, FIRST_WAIT, LONGEST_WAIT, HEARD_WITHIN] = [6, 3000, 30_000, 2000]; // pain; milliseconds

const URGENT = ["stop", "hurts", "sensation"];
const WORSE = ["still", "worse"];

/** What may let a limb go or call for help: never taken back, and sent again without ever slowing down. */
export function isUrgent(/** @type {{kind: string, pain?: number | null, answer?: string | null}} */ said) {
  const { kind, pain, answer } = said;
  return URGENT.includes(kind) || WORSE.includes(answer ?? "") || (pain ?? 0) >= RED;
}

export class Player {
  /** @type {any} */
  timeline = null;
  /** @type {any} */
  state = null;
  /** @type {Presence} */
  presence = { helper: 0, client: 0 };
  /** @type {Map<number, SessionEvent>} */
  #numbered = new Map();
  /** @type {Map<string, SessionEvent>} */
  #heardOf = new Map(); // a stop passed on before the server has written it down
  /** @type {Map<string, {since: number, due: number, wait: number}>} */
  #tries = new Map();
  /** False from a stop or "it hurts" on, until a pain is said: what was said before is past. */
  painSaid = true;
  #tabs;
  #device;
  #sequence = 0;

  /**
   * @param {{run: string, role: string, clock: import("./clock.js").Clock,
   *   send: (message: object) => boolean, onChange: () => void, onEarly?: () => void}} of
   *   ``onEarly``: stopped before the session has been heard of
   */
  constructor({ run, role, clock, send, onChange, onEarly }) {
    this.role = role;
    this.clock = clock;
    this.send = send;
    this.onChange = onChange;
    this.onEarly = onEarly;
    this.store = new Store(run, role);
    this.outbox = new Outbox(this.store);
    this.#tabs = new Tabs(run, (message) => this.#overhear(message));
    this.#device = newDevice(role);
  }

  /** Go on from what this device has kept: what was said, and without a network the session too. */
  async recall() {
    const [kept] = await Promise.all([this.store.recall(), this.outbox.load()]);
    if (!this.timeline && kept) {
      this.timeline = kept.timeline;
      for (const { number, event } of kept.numbered) this.#numbered.set(number, event);
      this.clock.set(Date.now() + kept.ahead);
    }
    for (const event of this.outbox.waiting) this.#try(event);
    if (this.timeline) this.#fold();
  }

  /** Where the session stands at this moment. */
  view() {
    return at(this.state, this.clock.now(), this.timeline);
  }

  /**
   * Do something: it counts here at once and is sent until the server confirms it. Before the
   * session has been heard of only a stop counts; its time is then the server's to correct.
   * @param {string} kind
   * @param {Told} told
   */
  act(kind, told = {}) {
    if (!this.timeline && !isUrgent({ kind, ...told })) return;
    const event = {
      device: this.#device,
      sequence: this.#sequence++,
      at: this.clock.now(),
      role: this.role,
      kind,
      stretch: null,
      pain: null,
      ...told,
    };
    this.outbox.add(event);
    this.#tabs.tell({ type: "said", event });
    this.#try(event);
    if (this.timeline) this.#fold();
    else this.onEarly?.();
  }

  /** @param {any} message from the server */
  hear(message) {
    const deed = {
      hello: () => this.#welcome(message),
      event: () => this.#take(message),
      urgent: () => this.#heardOf.set(key(message.event), message.event),
      refused: () => this.#refuse(message),
      presence: () => (this.presence = message.present),
    }[/** @type {string} */ (message.type)];
    if (!deed) return;
    deed();
    if (this.timeline) this.#fold();
  }

  /** What another tab of this device has done; without a network nobody else would say so. */
  #overhear(/** @type {any} */ { type, event }) {
    if (type === "refused") this.#forget(event);
    else if (event.role === this.role) this.outbox.adopt(event);
    else this.#heardOf.set(key(event), event);
    if (this.timeline) this.#fold();
    else if (isUrgent(event)) this.onEarly?.();
  }

  /** Send again what was never confirmed and is due, in order; each ever more rarely. */
  resend() {
    const now = this.clock.local();
    for (const event of this.outbox.waiting) {
      if ((this.#tries.get(key(event))?.due ?? 0) <= now) this.#try(event);
    }
  }

  /** Whether a stop of this device waits for longer than a moment to be confirmed. */
  get unheard() {
    const late = this.clock.local() - HEARD_WITHIN;
    const since = (/** @type {SessionEvent} */ event) => this.#tries.get(key(event))?.since ?? 0;
    return this.outbox.waiting.some((event) => isUrgent(event) && since(event) < late);
  }

  #try(/** @type {SessionEvent} */ event) {
    const [now, name] = [this.clock.local(), key(event)];
    const before = this.#tries.get(name);
    const slower = before?.wait && !isUrgent(event);
    const wait = slower ? Math.min(LONGEST_WAIT, before.wait * 2) : FIRST_WAIT;
    if (this.send({ type: "event", event })) {
      this.#tries.set(name, { since: before?.since ?? now, due: now + wait, wait });
    } else {
      this.#tries.set(name, { since: before?.since ?? now, due: now, wait: 0 }); // all, once it can
    }
  }

  /** @param {any} hello */
  #welcome(hello) {
    this.timeline = hello.timeline;
    this.presence = hello.present;
    this.#numbered.clear();
    this.#heardOf.clear();
    this.store.keep(this.timeline, this.clock.now() - Date.now());
    for (const numbered of hello.events) this.#take(numbered);
    for (const event of this.outbox.waiting) this.#try(event);
  }

  /** @param {Numbered} numbered */
  #take({ number, event }) {
    this.#numbered.set(number, event);
    this.store.take({ number, event });
    this.#heardOf.delete(key(event));
    this.#done(event);
  }

  #refuse(/** @type {{device: string, sequence: number}} */ { device, sequence }) {
    this.#tabs.tell({ type: "refused", event: { device, sequence } });
    this.#forget({ device, sequence });
  }

  /**
   * Refused: not to be sent again. A stop stays obeyed here all the same.
   * @param {{device: string, sequence: number}} about
   */
  #forget(about) {
    const event = this.outbox.get(about) ?? this.#heardOf.get(key(about));
    if (event && isUrgent(event)) this.#heardOf.set(key(event), event);
    else this.#heardOf.delete(key(about));
    this.#done(about);
  }

  #done(/** @type {{device: string, sequence: number}} */ event) {
    this.outbox.remove(event);
    this.#tries.delete(key(event));
  }

  #fold() {
    const order = [...this.#numbered].sort(([a], [b]) => a - b).map(([, event]) => event);
    const events = [...order, ...this.#heardOf.values(), ...this.outbox.waiting];
    this.state = replay(this.timeline, events);
    const said = (/** @type {SessionEvent} */ { kind, pain }) => kind === "stop" || kind === "hurts" || pain !== null;
    this.painSaid = (events.filter(said).at(-1)?.pain ?? null) !== null || !events.some(said);
    this.onChange();
  }
}

/** A new name for each opening of the page, so that sequences can never collide. */
function newDevice(/** @type {string} */ role) {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${role}-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
