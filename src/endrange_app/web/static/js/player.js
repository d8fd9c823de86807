// @ts-check
/**
 * The session on this device: a fold of events over the timeline, here and now.
 * What is done here counts at once; the server's order wins whenever it is heard.
 */
import { replay } from "./machine.js";
import { Outbox, key } from "./outbox.js";
import { at } from "./view.js";

/**
 * @typedef {{device: string, sequence: number, at: number, role: string, kind: string,
 *   stretch: number | null, pain: number | null}} SessionEvent
 * @typedef {{number: number, event: SessionEvent}} Numbered
 * @typedef {{helper: number, client: number}} Presence
 */

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
  #device;
  #sequence = 0;

  /**
   * @param {{run: string, role: string, clock: import("./clock.js").Clock,
   *   send: (message: object) => void, onChange: () => void}} of
   */
  constructor({ run, role, clock, send, onChange }) {
    this.role = role;
    this.clock = clock;
    this.send = send;
    this.onChange = onChange;
    this.outbox = new Outbox(run, role);
    this.#device = newDevice(role);
  }

  /** Where the session stands at this moment. */
  view() {
    return at(this.state, this.clock.now(), this.timeline);
  }

  /**
   * Do something: it counts here at once and is sent until the server confirms it.
   * @param {string} kind
   * @param {{stretch?: number | null, pain?: number | null}} rating
   */
  act(kind, { stretch = null, pain = null } = {}) {
    if (!this.timeline) return;
    const event = {
      device: this.#device,
      sequence: this.#sequence++,
      at: this.clock.now(),
      role: this.role,
      kind,
      stretch,
      pain,
    };
    this.outbox.add(event);
    this.send({ type: "event", event });
    this.#fold();
  }

  /** @param {any} message from the server */
  hear(message) {
    const deed = {
      hello: () => this.#welcome(message),
      event: () => this.#take(message),
      urgent: () => this.#heardOf.set(key(message.event), message.event),
      refused: () => this.#forget(message),
      presence: () => (this.presence = message.present),
    }[/** @type {string} */ (message.type)];
    if (!deed) return;
    deed();
    if (this.timeline) this.#fold();
  }

  /** Send again what was never confirmed, in order. */
  resend() {
    for (const event of this.outbox.waiting) this.send({ type: "event", event });
  }

  /** @param {any} hello */
  #welcome(hello) {
    this.timeline = hello.timeline;
    this.presence = hello.present;
    this.#numbered.clear();
    this.#heardOf.clear();
    for (const numbered of hello.events) this.#take(numbered);
    this.resend();
  }

  /** @param {Numbered} numbered */
  #take({ number, event }) {
    this.#numbered.set(number, event);
    this.#heardOf.delete(key(event));
    this.outbox.remove(event);
  }

  /** @param {{device: string, sequence: number}} event */
  #forget(event) {
    this.#heardOf.delete(key(event));
    this.outbox.remove(event);
  }

  #fold() {
    const order = [...this.#numbered].sort(([a], [b]) => a - b).map(([, event]) => event);
    const events = [...order, ...this.#heardOf.values(), ...this.outbox.waiting];
    this.state = replay(this.timeline, events);
    this.onChange();
  }
}

/** A new name for each opening of the page, so that sequences can never collide. */
function newDevice(/** @type {string} */ role) {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `${role}-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
