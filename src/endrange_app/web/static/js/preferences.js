// @ts-check
/** How this device sounds, shows and is steered: kept on it, one set for each role. */

/**
 * @typedef {{sound: boolean, tones: number, voice: number, speaker: string, sentences: boolean,
 *   counts: boolean, breaths: boolean, vibration: boolean, flash: boolean, lock: boolean,
 *   wait: boolean, media: boolean, layout: string, phrases: Record<string, string>,
 *   keys: Record<string, string[]>}} Values volumes in percent; phrases by look or cue
 */

/** Sound on the helper's device only, so that two in one room do not talk over one another. */
const BEGINNING = (/** @type {string} */ role) => /** @type {Values} */ ({
  sound: role === "helper",
  tones: 70,
  voice: 100,
  speaker: "",
  sentences: true,
  counts: true,
  breaths: false,
  vibration: true,
  flash: false,
  lock: false,
  wait: false,
  media: false,
  layout: "",
  phrases: {},
  keys: {},
});

/** For a room where others rest: felt and seen, not heard. */
export const QUIET = { sound: false, vibration: true, flash: true };

export class Preferences {
  #name;
  /** @type {(() => void)[]} */
  #listeners = [];

  constructor(/** @type {string} */ role) {
    this.#name = `endrange-session-${role}`;
    this.values = { ...BEGINNING(role), ...this.#kept(BEGINNING(role)) };
  }

  onChange(/** @type {() => void} */ listener) {
    this.#listeners.push(listener);
  }

  set(/** @type {Partial<Values>} */ some) {
    this.values = { ...this.values, ...some };
    try {
      localStorage.setItem(this.#name, JSON.stringify(this.values));
    } catch {
      // Forbidden or full: it holds as long as the page.
    }
    for (const listener of this.#listeners) listener();
  }

  /** What was kept, as far as it is of the kind it should be. */
  #kept(/** @type {Record<string, any>} */ beginning) {
    try {
      const kept = Object.entries(JSON.parse(localStorage.getItem(this.#name) ?? "{}"));
      return Object.fromEntries(kept.filter(([name, value]) => typeof value === typeof beginning[name]));
    } catch {
      return {};
    }
  }
}
