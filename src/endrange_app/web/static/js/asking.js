// @ts-check
/**
 * When the client is asked how it feels, when nobody answers, and when to breathe. The twin of
 * asking.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").View} View
 * @typedef {import("./state.js").Way} Way
 */
import { isOpen, openMs, segmentAt } from "./course.js";

const [ASK_AGAIN, SILENT] = [5_000, 10_000];

/** @type {(state: State, timeline: Timeline) => View["prompt"]} */
export function prompt(state, timeline) {
  if (state.status !== "running") return "none";
  const here = segmentAt(timeline, state.position);
  if (!state.client_device) return isOwed(state, here, timeline) ? "ask" : "none";
  const asked = askedFirst(state, here, timeline);
  if (asked === null) return "none";
  const silence = openMs(state, asked, state.position, timeline);
  if (silence >= SILENT) return "silent";
  return silence >= ASK_AGAIN ? "again" : "ask";
}

/** @type {(segment: Segment) => number | null} */
export const askAt = ({ start, ask_after = null }) =>
  ask_after === null ? null : start * 1000 + ask_after;

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
function isOwed(state, segment, timeline) {
  const asked = askAt(segment);
  if (asked === null || asked < state.entered || asked > state.position) return false;
  return !isHeard(state, segment) && isOpen(state, segment, timeline);
}

/** @type {(state: State, segment: Segment) => boolean} */
const isHeard = ({ heard }, { start }) => heard !== null && heard >= start * 1000;

/** @type {(state: State, here: Segment, timeline: Timeline) => number | null} */
function askedFirst(state, here, timeline) {
  let first = null;
  for (let index = here.index; index >= 0; index -= 1) {
    const segment = timeline.segments[index];
    if (isOwed(state, segment, timeline)) first = askAt(segment);
    if (isHeard(state, segment) || segment.start * 1000 < state.entered) break;
  }
  return first;
}

/** @type {(segment: Segment, position: number) => [Way | null, number]} */
export function breath(segment, position) {
  const now = breaths(segment).find(([, , end]) => position < end);
  return now ? [now[0], now[2] - position] : [null, 0];
}

/** @type {(segment: Segment) => [Way, number, number][]} */
export function breaths({ start, seconds, breathing }) {
  if (!breathing) return [];
  const { first, breaths: count } = breathing;
  const other = first === "in" ? "out" : "in";
  const edge = (/** @type {number} */ n) => start * 1000 + Math.floor((seconds * 1000 * n) / count);
  return Array.from({ length: count }, (_, n) => [n % 2 ? other : first, edge(n), edge(n + 1)]);
}
