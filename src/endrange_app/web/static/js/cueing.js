// @ts-check
/** Carries out the cue points: tones, words, vibration and flash, each when it is due. */
import { cuePoints } from "./cue_points.js";
import { flash } from "./flash.js";
import { look } from "./screen.js";
import { TONES } from "./sound.js";
import { gettext } from "./texts.js";
import { tap } from "./wake.js";

/**
 * @typedef {import("./cue_points.js").CuePoint} CuePoint
 * @typedef {import("./show.js").Show} Show
 */

const AHEAD = 2000; // tones are planned so many milliseconds before they are due
const LATE = 80; // milliseconds; what began with a touch has begun when it is drawn

/** How often a phone taps at the begin of each phase; the others tap once. */
const TAPS = /** @type {Record<string, number>} */ ({ push: 2, switch: 3, turn: 3 });
const BEGINS = ["start", "get_ready", "switch", "turn"];

export class Cueing {
  /** @type {Map<string, number>} */
  #timers = new Map();
  /** @type {Show} */
  #show;

  constructor(/** @type {Show} */ show) {
    this.#show = show;
  }

  /** Plan what is due in the next two seconds; each cue once. */
  plan() {
    const { player, clock, sound } = this.#show;
    const now = clock.now();
    const points = cuePoints(player.state, now - LATE, player.timeline, AHEAD);
    for (const point of points) {
      const [name, wait] = [`${point.kind} ${point.position} ${point.number ?? ""}`, point.at - now];
      sound.plan(name, toneOf(point, points), wait);
      if (this.#timers.has(name)) continue;
      this.#timers.set(name, window.setTimeout(() => this.#act(point), Math.max(0, wait)));
    }
  }

  /** Take back what has not happened: the session has changed its course. */
  forget() {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#show.sound.forget();
  }

  #act(/** @type {CuePoint} */ point) {
    const { vibration, flash: flashes } = this.#show.preferences.values;
    const begins = BEGINS.includes(point.kind);
    if (vibration && begins) tap(TAPS[point.phase] ?? 1);
    if (vibration && point.kind === "ask" && this.#show.role === "client") tap(1);
    if (flashes && begins) flash();
    const words = this.#words(point);
    if (words) this.#show.voice.say(words, { yields: true });
  }

  /** What is said in between; the begin of a phase is announced with its sentence. */
  #words(/** @type {CuePoint} */ { kind, number, way }) {
    const { counts, breaths, phrases } = this.#show.preferences.values;
    if (kind === "count") return counts ? String(number) : "";
    if (kind === "breathe") return breaths ? (way === "in" ? gettext("Breathe in") : gettext("Breathe out")) : "";
    if (kind === "halfway") return phrases.halfway ?? gettext("Halfway");
    return kind === "ask" ? this.#question() : "";
  }

  #question() {
    const { phrases } = this.#show.preferences.values;
    const { client = "" } = document.body.dataset;
    if (this.#show.role === "client") return phrases.ask ?? gettext("How strong? Any pain?");
    return phrases.ask ?? gettext("Ask {client}: how strong, any pain?", { client });
  }
}

/** One tone in one moment: where a phase ends and the next one sounds, only the next one does. */
function toneOf(/** @type {CuePoint} */ point, /** @type {CuePoint[]} */ points) {
  if (BEGINS.includes(point.kind)) return point.phase;
  const covered = points.some(({ at, kind, phase }) => at === point.at && BEGINS.includes(kind) && TONES[phase]);
  return point.kind === "end" && covered ? "" : point.kind;
}

/** What is said when a phase or a state begins: its name, or this device's own word for it, and what to do. */
export function announcement(
  /** @type {string} */ name,
  /** @type {string} */ sentence,
  /** @type {import("./preferences.js").Values} */ { phrases, sentences },
) {
  const word = phrases[name] || look(name).word;
  return sentences && sentence ? `${word}. ${sentence}` : word;
}
