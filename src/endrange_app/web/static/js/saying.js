// @ts-check
/**
 * What the client has said, and how far that lets anybody go. The twin of saying.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").Comfort} Comfort
 * @typedef {import("./state.js").Reached} Reached
 */
import { isAlike, sameSide, segmentAt } from "./course.js";

const [LIGHT_STRETCH, LIGHT_PAIN, LIGHT_EFFORT] = [3, 1, 20];
const BETWEEN = ["rest", "ready", "switch", "turn"];

/** @type {(state: State, timeline: Timeline) => Comfort | null} */
export function saidHere({ comfort: said, position }, timeline) {
  if (!said?.fresh) return null;
  const [then, now] = [said.position, position].map((where) => segmentAt(timeline, where));
  return isAlike(then, now) ? said : null;
}

/** @type {(state: State, item: number, timeline: Timeline) => number} */
export function stretchLimit({ light }, item, { cards }) {
  const limit = cards[item].limits.stretch_sensation;
  return light.includes(item) ? Math.min(limit, LIGHT_STRETCH) : limit;
}

/** @type {(state: State, item: number, timeline: Timeline) => number} */
export function painLimit({ light }, item, { cards }) {
  const limit = cards[item].limits.pain;
  return light.includes(item) ? Math.min(limit, LIGHT_PAIN) : limit;
}

/** @type {(state: State, segment: Segment) => number | null} */
export function effortPercent({ light_push }, { item, effort_percent: asked }) {
  return asked === null || !light_push.includes(item) ? asked : Math.min(asked, LIGHT_EFFORT);
}

/** @type {(state: State, stretch: number | null, pain: number | null, item: number, timeline: Timeline) => boolean} */
export function isAbove(state, stretch, pain, item, timeline) {
  const strong = (stretch ?? 0) > stretchLimit(state, item, timeline);
  return strong || (pain ?? 0) > painLimit(state, item, timeline);
}

/** @type {(state: State, item: number, timeline: Timeline) => boolean} */
export function isWithin(state, item, timeline) {
  const { stretch = null, pain = null } = state.comfort ?? {};
  return stretch !== null && pain !== null && !isAbove(state, stretch, pain, item, timeline);
}

/** @type {(state: State, item: number, timeline: Timeline) => boolean} */
export const hurtHere = ({ dropped }, item, { cards }) =>
  dropped.some((other) => cards[other].joint === cards[item].joint);

/** @type {(segment: Segment, timeline: Timeline) => number} */
export function passStart(segment, { segments }) {
  let { start } = segment;
  for (const before of segments.slice(0, segment.index).reverse()) {
    if (!sameSide(before, segment) || BETWEEN.includes(before.phase)) break;
    start = before.start;
  }
  return start * 1000;
}

/** @type {(state: State, here: {item: number, side: string}) => Reached | null} */
export const reachedLast = ({ reached }, here) =>
  reached.filter((one) => isAlike(one, here)).at(-1) ?? null;

/** @type {(state: State, here: {item: number, side: string}) => number | null} */
export const toleratedLast = ({ reached }, here) =>
  reached.filter((one) => one.tolerated && isAlike(one, here)).at(-1)?.degrees ?? null;

/** @type {(state: State, here: {item: number, side: string}, timeline: Timeline) => number | null} */
export function bound({ ceilings }, here, { cards }) {
  const cap = cards[here.item].caps?.[here.side];
  const all = ceilings.filter((one) => isAlike(one, here)).map(({ degrees }) => degrees);
  if (cap !== undefined) all.push(cap);
  return all.length ? Math.min(...all) : null;
}
