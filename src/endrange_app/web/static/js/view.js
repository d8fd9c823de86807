// @ts-check
/**
 * What both screens show at one moment: the twin of endrange/session/view.py, where every rule has
 * its reason. A reading of the state, never a change of it.
 *
 * @typedef {import("./machine.js").Cues} Cues
 * @typedef {import("./machine.js").Segment} Segment
 * @typedef {import("./machine.js").State} State
 * @typedef {import("./machine.js").Timeline} Timeline
 * @typedef {import("./machine.js").View} View
 */
import { advance, isAbove, isAlike, saidHere, sameSide, segmentAt, wayBack } from "./machine.js";

const SETTLED = 2_000;
const UNDER_LOAD = ["lengthen", "push", "relax", "hold"];

/**
 * What both screens show at a common-clock time.
 * @type {(state: State, now: number, timeline: Timeline) => View}
 */
export function at(state, now, timeline) {
  const there = advance(state, now, timeline);
  const segment = segmentAt(timeline, there.position);
  const deepening = deepeningFrom(segment, timeline);
  const next = timeline.segments[segment.index + 1] ?? null;
  const card = timeline.cards[segment.item];
  const letGo = there.status === "stopped" || there.status === "ended";
  const inForce = letGo ? card.cues_if_stopped : cues(there, segment, timeline);
  const hurt = hurtHere(there, segment, timeline);
  return {
    status: there.status,
    finished: there.position === timeline.seconds * 1000,
    position: there.position,
    segment: segment.index,
    seconds_to_go: Math.ceil(((segment.start + segment.seconds) * 1000 - there.position) / 1000),
    session_seconds_to_go: Math.ceil((timeline.seconds * 1000 - there.position) / 1000),
    may_deepen: deepening !== null && mayDeepen(there, deepening, timeline),
    rating_wanted: deepening !== null && ratingWanted(there, deepening, timeline),
    eased: there.eased.includes(segment.item),
    hurt_here: hurt,
    hurt_words: (hurt && card.words_if_hurt) || "",
    said: saidHere(there, timeline),
    too_much: tooMuch(there, segment, timeline),
    goes_on: goesOn(there, segment, timeline),
    cues: inForce,
    say: isEqual(inForce, segment.cues) ? segment.say : "",
    next: next && next.index,
    next_cues: next && cues(there, next, timeline),
  };
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => Cues} */
function cues(state, segment, timeline) {
  const notDeeper = segment.cues_if_not_deeper;
  if (tooMuch(state, segment, timeline)) {
    return less(state, segment, timeline) ?? notDeeper ?? segment.cues;
  }
  const stay = segment.deepens
    ? !mayDeepen(state, segment, timeline)
    : isClosed(state, segment, timeline);
  return (stay ? notDeeper : null) ?? segment.cues;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
function tooMuch({ comfort: said }, segment, timeline) {
  if (!said?.fresh || !UNDER_LOAD.includes(segment.phase)) return false;
  const above = isAbove(said.stretch, said.pain, segment, timeline);
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
function less({ comfort: said }, segment, timeline) {
  const card = timeline.cards[segment.item];
  const painful = isAbove(null, said?.pain ?? null, segment, timeline);
  return painful ? card.cues_if_painful : card.cues_if_too_strong;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => View["goes_on"]} */
function goesOn(state, segment, timeline) {
  const to = wayBack(state, timeline);
  if (state.status === "ended" || to === timeline.seconds * 1000) return "end";
  return to <= segment.start * 1000 ? "here" : "next_stretch";
}

/** @type {(segment: Segment, timeline: Timeline) => Segment | null} */
function deepeningFrom(segment, { segments }) {
  const first = segments.slice(segment.index).find((one) => one.deepens || !isAlike(one, segment));
  return first && isAlike(first, segment) ? first : null;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
function mayDeepen(state, segment, timeline) {
  if (isClosed(state, segment, timeline) || !isRated(state, segment, timeline)) return false;
  const { stretch = null, pain = null } = state.comfort ?? {};
  const { limits } = timeline.cards[segment.item];
  if (stretch === null || pain === null) return false;
  return stretch <= limits.stretch_sensation && pain <= limits.pain;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
function ratingWanted(state, segment, timeline) {
  if (isClosed(state, segment, timeline) || isRated(state, segment, timeline)) return false;
  return state.position >= countsFrom(segment, timeline);
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
const isClosed = (state, segment, timeline) =>
  state.eased.includes(segment.item) || hurtHere(state, segment, timeline);

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
const hurtHere = ({ dropped }, { item }, { cards }) =>
  dropped.some((other) => cards[other].joint === cards[item].joint);

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

/** @type {(one: Cues, other: Cues) => boolean} */
const isEqual = (one, other) => one.helper === other.helper && one.client === other.client;
