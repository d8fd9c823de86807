// @ts-check
/**
 * The course of time: what is passed over, where the clock waits. The twin of course.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 */

const [LIGHT_PUSH_SECONDS, LIGHT_PUSHES, SHORT_OF] = [5, 2, 1];
const WITHOUT_LOAD = ["ready", "rest", "switch", "turn"];

/** @type {(timeline: Timeline, position: number) => Segment} */
export function segmentAt({ segments }, position) {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (segments[middle].start * 1000 > position) high = middle - 1;
    else low = middle;
  }
  return segments[low];
}

/** @type {(segment: Segment) => number} */
export const endOf = ({ start, seconds }) => (start + seconds) * 1000;

/** @type {(timeline: Timeline) => number} */
export const total = ({ seconds }) => seconds * 1000;

/** @type {(one: {item: number, side: string}, other: {item: number, side: string}) => boolean} */
export const isAlike = (one, other) => one.item === other.item && one.side === other.side;

/** @type {(segment: Segment) => boolean} */
const isPause = ({ phase }) => phase === "switch" || phase === "turn";

/** @type {(one: Segment, other: Segment) => boolean} */
export const sameSide = (one, other) => isAlike(one, other) && !isPause(one) && !isPause(other);

/** @type {(state: State, now: number, timeline: Timeline) => State} */
export function advance(state, now, timeline) {
  const since = Math.max(now, state.since);
  return { ...state, ...course(state, since, timeline), since };
}

/** @type {(state: State, now: number, timeline: Timeline) => {position: number, waited: number}} */
function course(state, now, timeline) {
  const { waited } = state;
  if (state.status !== "running") return { position: state.position, waited };
  let ran = Math.max(0, now - state.since);
  let position = settled(state, state.position, timeline);
  while (ran && position < total(timeline)) {
    const step = Math.min(ran, until(state, segmentAt(timeline, position), timeline) - position);
    if (!step) return { position, waited: waited + ran };
    position = settled(state, position + step, timeline);
    ran -= step;
  }
  return { position, waited };
}

/** @type {(state: State, position: number, timeline: Timeline) => number} */
export function settled(state, position, timeline) {
  while (position < total(timeline)) {
    const segment = segmentAt(timeline, position);
    if (position < openUntil(state, segment, timeline)) break;
    position = endOf(segment);
  }
  return position;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => number} */
function until(state, segment, timeline) {
  const end = openUntil(state, segment, timeline);
  return waitsAfter(state, segment, timeline) ? end - SHORT_OF : end;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
export const waitsAfter = ({ waits }, segment, timeline) =>
  waits && WITHOUT_LOAD.includes(segment.phase) && endOf(segment) !== total(timeline);

/** @type {(state: State, timeline: Timeline) => boolean} */
export function isWaiting(state, timeline) {
  const segment = segmentAt(timeline, state.position);
  return waitsAfter(state, segment, timeline) && state.position === endOf(segment) - SHORT_OF;
}

/** @type {(state: State, start: number, end: number, timeline: Timeline) => number} */
export function openMs(state, start, end, timeline) {
  let sum = 0;
  for (const one of timeline.segments.slice(segmentAt(timeline, start).index)) {
    if (one.start * 1000 >= end) break;
    const last = Math.min(end, openUntil(state, one, timeline));
    sum += Math.max(0, last - Math.max(start, one.start * 1000));
  }
  return sum;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => number} */
export function openUntil(state, segment, timeline) {
  const { start, seconds, act, item } = segment;
  if (!isOpen(state, segment, timeline)) return start * 1000;
  const cut = act === "contract" && state.light_push.includes(item);
  return (start + (cut ? Math.min(seconds, LIGHT_PUSH_SECONDS) : seconds)) * 1000;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => boolean} */
export function isOpen(state, segment, timeline) {
  const { item, side, phase } = segment;
  if (phase === "turn") {
    return untilNextTurn(segment, timeline).some((one) => isOpen(state, one, timeline));
  }
  if (state.dropped.includes(item) || state.off.includes(item)) return false;
  if (state.spent.some((one) => isSpent(one, segment))) return false;
  const loads = timeline.cards[item].loads?.[side] ?? [];
  if (loads.some((region) => state.locked.includes(region))) return false;
  const push = pushOf(segment, timeline);
  return push === null || isPushed(state, push);
}

/** @type {(spent: {item: number, side: string, repetition: number}, segment: Segment) => boolean} */
const isSpent = (spent, segment) =>
  isAlike(spent, segment) && (segment.repetition || segment.repetitions) <= spent.repetition;

/** @type {(state: State, to: number, timeline: Timeline) => State} */
export function goingBack(state, to, timeline) {
  if (!Object.keys(timeline.reactions ?? {}).length) return state;
  /** @type {State["spent"]} */
  const spent = [];
  const begun = timeline.segments.filter(
    (one) =>
      one.start * 1000 < state.position &&
      endOf(one) > to &&
      (one.phase === "push" || one.phase === "hold") &&
      isLimited(one, timeline),
  );
  for (const { item, side, repetition } of [...begun, ...state.spent]) {
    const before = spent.find((one) => isAlike(one, { item, side }));
    if (before) before.repetition = Math.max(before.repetition, repetition);
    else spent.push({ item, side, repetition });
  }
  return { ...state, spent };
}

/** @type {(segment: Segment, timeline: Timeline) => boolean} */
function isLimited({ item }, { cards }) {
  const { total_seconds = null, repetitions = null } = cards[item].limits;
  return total_seconds !== null || repetitions !== null;
}

/** @type {(turn: Segment, timeline: Timeline) => Segment[]} */
function untilNextTurn({ index }, { segments }) {
  const later = segments.slice(index + 1);
  const next = later.findIndex(({ phase }) => phase === "turn");
  return next < 0 ? later : later.slice(0, next);
}

/** @type {(segment: Segment, timeline: Timeline) => Segment | null} */
function pushOf(segment, { segments }) {
  if (segment.act === "contract") return segment;
  const before = segments[segment.index - 1] ?? segment;
  const letsGo = segment.act === "let_go" && before.act === "contract";
  return letsGo && sameSide(before, segment) ? before : null;
}

/** @type {(state: State, push: Segment) => boolean} */
const isPushed = ({ no_push, light_push }, { item, repetition }) =>
  !no_push.includes(item) && (!light_push.includes(item) || repetition <= LIGHT_PUSHES);
