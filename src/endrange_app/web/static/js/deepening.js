// @ts-check
/**
 * Whether anybody may go deeper, and the words that say so. The twin of deepening.py.
 *
 * @typedef {import("./state.js").Cues} Cues
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Timeline} Timeline
 */
import { isAlike, isOpen, sameSide } from "./course.js";
import { hurtHere, isAbove, isWithin } from "./saying.js";

const SETTLED = 2_000;
const UNDER_LOAD = ["lengthen", "push", "relax", "hold"];

/** @type {(state: State, segment: Segment, timeline: Timeline) => Cues} */
export function cuesOf(state, segment, timeline) {
  const notDeeper = segment.cues_if_not_deeper;
  if (isTooMuch(state, segment, timeline)) {
    return less(state, segment, timeline) ?? notDeeper ?? segment.cues;
  }
  const stay = segment.deepens
    ? !mayDeepen(state, segment, timeline)
    : isClosed(state, segment, timeline);
  return (stay ? notDeeper : null) ?? segment.cues;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
export function isTooMuch(state, segment, timeline) {
  const said = state.comfort;
  if (!said?.fresh || !UNDER_LOAD.includes(segment.phase)) return false;
  const above = isAbove(state, said.stretch, said.pain, segment.item, timeline);
  return above && said.position >= loadedSince(segment, timeline);
}

/** @type {(segment: Segment, timeline: Timeline) => number} */
function loadedSince(segment, { segments }) {
  let start = segment.start;
  for (const before of segments.slice(0, segment.index).reverse()) {
    if (!sameSide(before, segment) || !UNDER_LOAD.includes(before.phase)) break;
    start = before.start;
  }
  return start * 1000;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => Cues | null | undefined} */
function less(state, { item }, timeline) {
  const card = timeline.cards[item];
  const painful = isAbove(state, null, state.comfort?.pain ?? null, item, timeline);
  return painful ? card.cues_if_painful : card.cues_if_too_strong;
}

/** @type {(segment: Segment, timeline: Timeline) => Segment | null} */
export function deepeningFrom(segment, { segments }) {
  const first = segments.slice(segment.index).find((one) => one.deepens || !isAlike(one, segment));
  return first && isAlike(first, segment) ? first : null;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
export function mayDeepen(state, segment, timeline) {
  if (isClosed(state, segment, timeline) || !isOpen(state, segment, timeline)) return false;
  return isRated(state, segment, timeline) && isWithin(state, segment.item, timeline);
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
export function isRatingWanted(state, segment, timeline) {
  if (isClosed(state, segment, timeline) || isRated(state, segment, timeline)) return false;
  return state.position >= countsFrom(segment, timeline);
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
const isClosed = (state, { item }, timeline) =>
  state.eased.includes(item) || hurtHere(state, item, timeline);

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
const isRated = ({ comfort: said }, segment, timeline) =>
  said !== null && said.fresh && said.position >= countsFrom(segment, timeline);

/** @type {(segment: Segment, timeline: Timeline) => number} */
function countsFrom(segment, { segments }) {
  let joined = true;
  let start = segment.start * 1000;
  for (const before of segments.slice(0, segment.index).reverse()) {
    if (!sameSide(before, segment)) break;
    const moves = before.deepens || before.phase === "lengthen";
    joined = joined && moves && before.repetition === segment.repetition;
    if (moves && !joined) return before.start * 1000 + SETTLED;
    start = before.start * 1000;
  }
  return start;
}
