// @ts-check
/** Which key does what: keyboards, pedals, remotes and the buttons of a headset. */

/** @typedef {import("./preferences.js").Preferences} Preferences */

/** @type {Record<string, Record<string, string[]>>} */
const USUAL = {
  helper: {
    stop: ["MediaStop"],
    turn: [" ", "MediaPlayPause"],
    next: ["ArrowRight", "PageDown", "MediaTrackNext"],
    back: ["ArrowLeft", "PageUp", "MediaTrackPrevious"],
    ease_off: ["ArrowDown"],
  },
  client: { stop: ["MediaStop"], hurts: [], ready: [] },
};
const ALWAYS = "Escape"; // stops, whatever else was chosen

export class Keys {
  #preferences;
  #usual;
  /** @type {((key: string) => void) | null} */
  #waiting = null;

  /**
   * @param {"helper" | "client"} role
   * @param {Preferences} preferences
   * @param {(action: string) => void} act
   */
  constructor(role, preferences, act) {
    this.#usual = USUAL[role];
    this.#preferences = preferences;
    document.addEventListener("keydown", (event) => this.#learn(event), { capture: true });
    document.addEventListener("keydown", (event) => {
      const action = this.#actionOf(event);
      if (!action) return;
      event.preventDefault();
      act(action);
    });
  }

  /** @returns {Record<string, string[]>} the keys of each action */
  get all() {
    const { keys } = this.#preferences.values;
    return Object.fromEntries(Object.entries(this.#usual).map(([action, own]) => [action, keys[action] ?? own]));
  }

  /** The next key pressed does ``action`` from now on, and nothing else. Escape leaves it as it is. */
  async learn(/** @type {string} */ action) {
    const key = await new Promise((/** @type {(key: string) => void} */ done) => (this.#waiting = done));
    if (key === ALWAYS) return;
    const others = Object.entries(this.all).map(([name, keys]) => [name, keys.filter((one) => one !== key)]);
    this.#preferences.set({ keys: { ...Object.fromEntries(others), [action]: [key] } });
  }

  reset() {
    this.#preferences.set({ keys: {} });
  }

  #learn(/** @type {KeyboardEvent} */ event) {
    if (!this.#waiting) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#waiting(event.key);
    this.#waiting = null;
  }

  #actionOf(/** @type {KeyboardEvent} */ event) {
    const { key, repeat, ctrlKey, metaKey, altKey, defaultPrevented } = event;
    if (repeat || ctrlKey || metaKey || altKey || defaultPrevented) return "";
    if (document.querySelector("dialog[open]")) return "";
    if (key === ALWAYS) return "stop";
    const action = Object.keys(this.all).find((name) => this.all[name].includes(key)) ?? "";
    return isTaken(event) ? "" : action;
  }
}

/** Whether the focused element needs this key itself: a slider its arrows, a button its space bar. */
function isTaken(/** @type {KeyboardEvent} */ event) {
  const at = /** @type {Element} */ (event.target);
  if (event.key === " ") return at.matches("button:focus-visible, a, summary, input");
  return at.matches("input, select, textarea");
}
