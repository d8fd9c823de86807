// @ts-check
/**
 * The client's numbers: how strong, how painful, how far. The twin of rating.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").SessionEvent} SessionEvent
 * @typedef {(state: State, event: SessionEvent, timeline: Timeline) => State | null} Rule
 */
import { isAlike, segmentAt } from "./course.js";
import { eased } from "./effects.js";
import { gone, isClientsWord } from "./looking.js";
import { react, rowOf } from "./reacting.js";
import { bound, isAbove, isWithin, passStart, reachedLast, saidHere } from "./saying.js";
import { isOnTheWay, joined } from "./state.js";

const [AMBER, RED, AMBER_ABOVE, RED_ABOVE] = [3, 6, 2, 3];

/** @type {Rule} */
export function comfort(state, event, timeline) {
  const [stretch, pain] = [event.stretch ?? null, event.pain ?? null];
  if (stretch === null && pain === null) return null;
  const here = segmentAt(timeline, state.position);
  const before = saidHere(state, timeline);
  const said = {
    stretch: stretch ?? before?.stretch ?? null,
    pain: pain ?? before?.pain ?? null,
    at: state.since,
    position: state.position,
    fresh: true,
  };
  const isBefore = state.status === "waiting" && pain !== null;
  const baseline = isBefore ? pain : state.baseline;
  const heard = { ...state, comfort: said, heard: state.position, baseline };
  const told = isAbove(heard, stretch, pain, here.item, timeline)
    ? eased(heard, here, timeline)
    : tolerated(heard, here, timeline);
  return painful(told, event, timeline);
}

/** @type {(state: State, here: Segment, timeline: Timeline) => State} */
function tolerated(state, here, timeline) {
  const last = reachedLast(state, here);
  if (!last || last.position < passStart(here, timeline)) return state;
  if (!isWithin(state, here.item, timeline)) return state;
  const rated = { ...last, tolerated: true };
  return { ...state, reached: state.reached.map((one) => (one === last ? rated : one)) };
}

/** @type {Rule} */
function painful(state, event, timeline) {
  const pain = event.pain ?? null;
  if (pain === null) return state;
  const before = state.status === "waiting" ? 0 : (state.baseline ?? 0);
  const isKnown = before > 0;
  if (pain >= RED || (isKnown && pain >= before + RED_ABOVE)) {
    return react(state, "much_pain", event, timeline);
  }
  const some = pain >= AMBER || (isKnown && pain >= before + AMBER_ABOVE);
  return some ? amber(state, event, timeline) : passed(state, event, timeline);
}

/** @type {Rule} */
export function amber(state, event, timeline) {
  const here = segmentAt(timeline, state.position);
  const row = rowOf("pain", here.item, timeline);
  const less = eased(state, here, timeline);
  if (!row || !isOnTheWay(state)) return less;
  const first = state.said.find((one) => one.reaction === row.id && one.item === here.item);
  if (first && state.since < first.at + row.look_after[0] * 1000) return less;
  return react(less, "pain", event, timeline);
}

/** @type {(state: State, event: SessionEvent, timeline: Timeline) => State} */
function passed(state, event, timeline) {
  const { item } = segmentAt(timeline, state.position);
  const id = rowOf("pain", item, timeline)?.id;
  const check = state.checks.find((one) => one.reaction === id && one.item === item);
  return check && isClientsWord(state, event) ? gone(state, check, event, timeline) : state;
}

/** @type {Rule} */
export function reach(state, { degrees = null }, timeline) {
  const here = segmentAt(timeline, state.position);
  if (degrees === null || !here.act || state.status === "waiting") return null;
  const { item, side, repetition } = here;
  const said = saidHere(state, timeline);
  const rated = said !== null && said.position >= passStart(here, timeline);
  const isOther = (/** @type {import("./state.js").Reached} */ one) =>
    !isAlike(one, here) || one.repetition !== repetition;
  const now = {
    item,
    side,
    repetition,
    degrees,
    position: state.position,
    tolerated: rated && isWithin(state, item, timeline),
  };
  const after = { ...state, reached: [...state.reached.filter(isOther), now] };
  const most = bound(state, here, timeline);
  const beyond = most !== null && degrees > most;
  return beyond ? { ...after, eased: joined(after.eased, [item]) } : after;
}
