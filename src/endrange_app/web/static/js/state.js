// @ts-check
/**
 * What a session is made of: the twin of the values in endrange/session, where each field is
 * explained. Whole numbers only; nothing is changed in place.
 *
 * @typedef {{helper: string, client: string}} Cues
 * @typedef {"in" | "out"} Way
 * @typedef {"now" | "gone" | "late" | "still" | "worse" | "again"} Branch
 * @typedef {{onward: string, red: boolean, no_push: string | null, light_push: string | null,
 *   light: string | null, percent_of_range: number | null, only_in: string[],
 *   urgency: string | null, words: Cues | null}} Outcome
 * @typedef {{id: string, word: string, name: string, short: string, parts: string[],
 *   told_by: string[], level: string, neuro: boolean, at_once: string, cues: Cues | null,
 *   now: Outcome, look_after: number[], gone_by: boolean, ask: Cues | null,
 *   if_gone: Outcome | null, if_late: Outcome | null, if_still: Outcome | null,
 *   if_worse: Outcome | null, again: Outcome | null, again_in: string}} Row of the event table
 * @typedef {{index: number, start: number, seconds: number, phase: string, act: string | null,
 *   item: number, side: string, repetition: number, repetitions: number, cues: Cues, say: string,
 *   effort_percent: number | null, deepens: boolean, cues_if_not_deeper: Cues | null,
 *   ask_after?: number | null, breathing?: {first: Way, breaths: number} | null}} Segment
 * @typedef {{joint: string, position: string, limits: {stretch_sensation: number, pain: number,
 *   total_seconds?: number | null, repetitions?: number | null},
 *   cues_if_stopped: Cues, cues_if_too_strong?: Cues | null, cues_if_painful?: Cues | null,
 *   words_if_hurt?: string, muscles?: string[], own?: Record<string, string[]>,
 *   loads?: Record<string, string[]>, caps?: Record<string, number>}} Card the parts read here
 * @typedef {{seconds: number, cards: Card[], segments: Segment[],
 *   reactions?: Record<string, Row>}} Timeline
 * @typedef {{device: string, sequence: number, at: number, role: string, kind: string,
 *   stretch?: number | null, pain?: number | null, word?: string | null,
 *   answer?: string | null, degrees?: number | null}} SessionEvent
 * @typedef {{stretch: number | null, pain: number | null, at: number, position: number,
 *   fresh: boolean}} Comfort
 * @typedef {{reaction: string, item: number, side: string, at: number}} Said
 * @typedef {Said & {look: number, must: boolean}} Check
 * @typedef {{reaction: string, branch: Branch, at: number}} Told
 * @typedef {{item: number, side: string, repetition: number, degrees: number, position: number,
 *   tolerated: boolean}} Reached
 * @typedef {{item: number, side: string, degrees: number}} Ceiling
 * @typedef {{status: string, position: number, since: number, comfort: Comfort | null,
 *   stopped_by: string | null, stopped_at: number, hurts: boolean, client_ready: boolean,
 *   client_device: boolean, eased: number[], reds: number[], counted: boolean, dropped: number[],
 *   locked: string[], off: number[], skipped: number[], no_push: number[], light_push: number[],
 *   light: number[], said: Said[], checks: Check[], told: Told | null, urgency: string | null,
 *   baseline: number | null, reached: Reached[], ceilings: Ceiling[],
 *   spent: {item: number, side: string, repetition: number}[], heard: number | null,
 *   entered: number, waits: boolean, waited: number, seen: string[]}} State
 * @typedef {{reaction: string, name: string, ask: Cues, due_in: number, gone_by: boolean,
 *   must: boolean}} CheckView
 * @typedef {{reaction: string, name: string, words: Cues, urgency: string | null,
 *   at: number}} ToldView
 * @typedef {{status: string, finished: boolean, position: number, segment: number,
 *   seconds_to_go: number, session_seconds_to_go: number, may_deepen: boolean,
 *   rating_wanted: boolean, eased: boolean, hurt_here: boolean, hurt_words: string,
 *   said: Comfort | null, too_much: boolean, goes_on: "here" | "next_stretch" | "end", cues: Cues,
 *   say: string, next: number | null, next_cues: Cues | null, check: CheckView | null,
 *   told: ToldView | null, urgency: string | null, prompt: "none" | "ask" | "again" | "silent",
 *   waiting: boolean, waited: number, effort_percent: number | null, stretch_limit: number,
 *   pain_limit: number, target_degrees: number | null, breath: Way | null, breath_to_go: number,
 *   count: number}} View
 */

/** @type {State} */
export const BEGINNING = {
  status: "waiting",
  position: 0,
  since: 0,
  comfort: null,
  stopped_by: null,
  stopped_at: 0,
  hurts: false,
  client_ready: false,
  client_device: false,
  eased: [],
  reds: [],
  counted: false,
  dropped: [],
  locked: [],
  off: [],
  skipped: [],
  no_push: [],
  light_push: [],
  light: [],
  said: [],
  checks: [],
  told: null,
  urgency: null,
  baseline: null,
  reached: [],
  ceilings: [],
  spent: [],
  heard: null,
  entered: 0,
  waits: false,
  waited: 0,
  seen: [],
};

/** @type {(state: State) => boolean} */
export const isOnTheWay = ({ status }) => status === "running" || status === "paused";

/**
 * With those added that are not among them yet.
 * @template T
 * @param {T[]} items
 * @param {Iterable<T>} more
 * @returns {T[]}
 */
export function joined(items, more) {
  return [...items, ...new Set([...more].filter((one) => !items.includes(one)))];
}
