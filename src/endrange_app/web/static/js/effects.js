// @ts-check
/**
 * What an outcome takes away from the rest of today. The twin of effects.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Outcome} Outcome
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {{item: number, side: string}} Place
 */
import { isAlike, segmentAt } from "./course.js";
import { passStart, reachedLast, toleratedLast } from "./saying.js";
import { joined } from "./state.js";

const REDS = 2;
export const FEW_DEGREES = 3;

/** How cautious, from the mildest on. */
export const ONWARD = ["same", "less", "drop_stretch", "drop_region", "end"];

/** @type {(state: State, outcome: Outcome, of: Place, timeline: Timeline) => State} */
export function effects(state, outcome, of, timeline) {
  const after = onward(limited(state, outcome, of, timeline), outcome, of, timeline);
  return { ...after, urgency: moreUrgent(after.urgency, outcome.urgency) };
}

/** @type {(state: State, outcome: Outcome, of: Place, timeline: Timeline) => State} */
function limited(state, outcome, { item }, timeline) {
  const { only_in: places } = outcome;
  const all = [...timeline.cards.keys()];
  const unfit = (/** @type {number} */ n) =>
    places.length > 0 && !places.includes(timeline.cards[n].position);
  return {
    ...state,
    no_push: joined(state.no_push, itemsOf(outcome.no_push, item, timeline)),
    light_push: joined(state.light_push, itemsOf(outcome.light_push, item, timeline)),
    light: joined(state.light, itemsOf(outcome.light, item, timeline)),
    off: joined(state.off, all.filter(unfit)),
  };
}

/** @type {(reach: string | null, item: number, timeline: Timeline) => number[]} */
function itemsOf(reach, item, { cards }) {
  const own = cards[item].muscles ?? [];
  const shares = (/** @type {number} */ n) =>
    reach === "muscles" && (cards[n].muscles ?? []).some((muscle) => own.includes(muscle));
  const all = [...cards.keys()];
  return all.filter((n) => reach === "today" || shares(n) || (reach !== null && n === item));
}

/** @type {(state: State, outcome: Outcome, of: Place, timeline: Timeline) => State} */
function onward(state, outcome, of, timeline) {
  let after = state;
  if (outcome.onward === "less") after = eased(after, of, timeline);
  if (outcome.percent_of_range) after = heldTo(after, of, outcome.percent_of_range);
  if (outcome.onward === "drop_stretch" || outcome.onward === "drop_region") {
    after = { ...after, dropped: joined(after.dropped, [of.item]) };
  }
  if (outcome.onward === "drop_region") {
    const own = timeline.cards[of.item].own?.[of.side] ?? [];
    after = { ...after, locked: joined(after.locked, own) };
  }
  return outcome.onward === "end" ? { ...after, status: "ended" } : after;
}

/** @type {(state: State, of: Place, timeline: Timeline) => State} */
export function eased(state, of, timeline) {
  const after = { ...state, eased: joined(state.eased, [of.item]) };
  const last = reachedLast(after, of);
  if (!last) return after;
  const here = segmentAt(timeline, state.position);
  if (isAlike(here, of) && last.position >= passStart(here, timeline)) {
    const doubted = { ...last, tolerated: false };
    after.reached = after.reached.map((one) => (one === last ? doubted : one));
  }
  return lowered(after, of, toleratedLast(after, of) ?? last.degrees - FEW_DEGREES);
}

/** @type {(state: State, of: Place, percent: number) => State} */
function heldTo(state, of, percent) {
  const last = reachedLast(state, of);
  if (!last || last.degrees <= 0) return state;
  return lowered(state, of, Math.floor((last.degrees * percent) / 100));
}

/** @type {(state: State, of: Place, degrees: number) => State} */
function lowered(state, { item, side }, degrees) {
  const own = state.ceilings.filter((one) => isAlike(one, { item, side }));
  const others = state.ceilings.filter((one) => !own.includes(one));
  const lowest = Math.min(degrees, ...own.map((one) => one.degrees));
  return { ...state, ceilings: [...others, { item, side, degrees: lowest }] };
}

/** @type {(state: State, item: number) => State} */
export function reddened(state, item) {
  if (state.counted) return state;
  const reds = [...state.reds, item];
  return { ...state, reds, status: reds.length >= REDS ? "ended" : state.status, counted: true };
}

/** @type {(one: string | null, other: string | null) => string | null} */
const moreUrgent = (one, other) => ([one, other].includes("call_now") ? "call_now" : (one ?? other));
