// @ts-check
/**
 * The live session as a fold of events: the twin of endrange/session/machine.py and view.py, where
 * every rule has its reason and its source. Golden traces and random runs hold the two equal.
 * Whole numbers only; nothing is changed in place; nothing here throws.
 *
 * @typedef {{helper: string, client: string}} Cues
 * @typedef {{index: number, start: number, seconds: number, phase: string, act: string | null,
 *   item: number, side: string, repetition: number, repetitions: number, cues: Cues, say: string,
 *   effort_percent: number | null, deepens: boolean, cues_if_not_deeper: Cues | null}} Segment
 * @typedef {{joint: string, limits: {stretch_sensation: number, pain: number},
 *   cues_if_stopped: Cues}} Card the parts of a card that are read here
 * @typedef {{seconds: number, cards: Card[], segments: Segment[]}} Timeline
 * @typedef {{device: string, sequence: number, at: number, role: string, kind: string,
 *   stretch?: number | null, pain?: number | null}} SessionEvent
 * @typedef {{stretch: number | null, pain: number | null, at: number, position: number,
 *   fresh: boolean}} Comfort
 * @typedef {{status: string, position: number, since: number, comfort: Comfort | null,
 *   stopped_by: string | null, hurts: boolean, client_ready: boolean, client_device: boolean,
 *   eased: number[], ambers: {item: number, at: number}[], reds: number[], dropped: number[],
 *   skipped: number[], seen: string[]}} State
 * @typedef {{status: string, finished: boolean, position: number, segment: number,
 *   seconds_to_go: number, session_seconds_to_go: number, may_deepen: boolean,
 *   rating_wanted: boolean, eased: boolean, hurt_here: boolean, cues: Cues, next: number | null,
 *   next_cues: Cues | null}} View
 * @typedef {(state: State, event: SessionEvent, timeline: Timeline) => State | null} Rule
 */

const [AMBER, RED, RECHECK, REDS, NEAR_START, SETTLED] = [3, 6, 10_000, 2, 2_000, 2_000];

/** @type {State} */
export const BEGINNING = {
  status: "waiting",
  position: 0,
  since: 0,
  comfort: null,
  stopped_by: null,
  hurts: false,
  client_ready: false,
  client_device: false,
  eased: [],
  ambers: [],
  reds: [],
  dropped: [],
  skipped: [],
  seen: [],
};

/** @type {(timeline: Timeline, events: Iterable<SessionEvent>) => State} */
export function replay(timeline, events) {
  let state = BEGINNING;
  for (const event of events) state = step(state, event, timeline);
  return state;
}

/** @type {(state: State, event: SessionEvent, timeline: Timeline) => State} */
export function step(state, event, timeline) {
  const key = `${event.device}:${event.sequence}`;
  if (state.seen.includes(key)) return state;
  const rule = state.status !== "ended" && RULES[event.kind];
  const after = rule ? rule(advance(state, event.at, timeline), event, timeline) : null;
  const heard = after && event.role === "client" && event.kind !== "leave";
  const present = heard ? { client_device: true } : {};
  return { ...(after ?? state), ...present, seen: [...state.seen, key] };
}

/**
 * What both screens show at a common-clock time.
 * @type {(state: State, now: number, timeline: Timeline) => View}
 */
export function at(state, now, timeline) {
  const there = advance(state, now, timeline);
  const segment = segmentAt(timeline, there.position);
  const deepening = deepeningFrom(segment, timeline);
  const next = timeline.segments[segment.index + 1] ?? null;
  const stopped = there.status === "stopped";
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
    hurt_here: hurtHere(there, segment, timeline),
    cues: stopped ? timeline.cards[segment.item].cues_if_stopped : cues(there, segment, timeline),
    next: next && next.index,
    next_cues: next && cues(there, next, timeline),
  };
}

/** @type {(state: State, now: number, timeline: Timeline) => State} */
function advance(state, now, timeline) {
  const since = Math.max(now, state.since);
  const ran = state.status === "running" ? since - state.since : 0;
  return { ...state, position: Math.min(state.position + ran, timeline.seconds * 1000), since };
}

/** @type {(timeline: Timeline, position: number) => Segment} */
function segmentAt({ segments }, position) {
  let index = segments.length - 1;
  while (segments[index].start * 1000 > position) index -= 1;
  return segments[index];
}

/** @type {Record<string, Rule>} */
const RULES = {
  start: (state, { role }) =>
    role === "helper" && state.status === "waiting" ? { ...state, status: "running" } : null,
  pause: (state) => (state.status === "running" ? { ...state, status: "paused" } : null),
  resume,
  next: (state, { role }, timeline) =>
    role === "helper" && onTheWay(state)
      ? jump(state, end(segmentAt(timeline, state.position)))
      : null,
  back,
  skip,
  ease_off: (state, _, timeline) => ease(state, segmentAt(timeline, state.position).item),
  comfort,
  hurts,
  stop,
  ready: (state, { role }) =>
    state.status === "stopped" && (role === "client" || !state.client_device)
      ? { ...state, client_ready: true }
      : null,
  join: (state, { role }) => (role === "client" ? state : null),
  leave: (state) => ({ ...state, client_device: false }),
  end: (state) => ({ ...state, status: "ended" }),
};

/** @type {Rule} */
function resume(state, { role }, timeline) {
  if (role !== "helper") return null;
  if (state.status === "paused") return { ...state, status: "running" };
  if (state.status !== "stopped" || !state.client_ready) return null;
  const there = jump(state, wayBack(state, timeline));
  return { ...there, status: "running", stopped_by: null, hurts: false, client_ready: false };
}

/** @type {(state: State, timeline: Timeline) => number} */
function wayBack(state, timeline) {
  let here = segmentAt(timeline, state.position);
  const finished = state.position === timeline.seconds * 1000;
  if (finished || [...state.dropped, ...state.skipped].includes(here.item)) {
    return itemEnd(here.item, timeline);
  }
  while (here.index && sameSide(here, timeline.segments[here.index - 1])) {
    here = timeline.segments[here.index - 1];
  }
  return here.start * 1000;
}

/** @type {Rule} */
function back(state, { role }, timeline) {
  if (role !== "helper" || !onTheWay(state)) return null;
  const here = segmentAt(timeline, state.position);
  const before = timeline.segments[Math.max(here.index - 1, 0)];
  const near = state.position < here.start * 1000 + NEAR_START;
  const to = near && !state.dropped.includes(before.item) ? before : here;
  if (state.dropped.includes(to.item)) return null;
  const skipped = state.skipped.filter((item) => item !== to.item);
  return { ...jump(state, to.start * 1000), skipped };
}

/** @type {Rule} */
function skip(state, _, timeline) {
  if (state.status === "waiting") return null;
  const { item } = segmentAt(timeline, state.position);
  const left = { ...state, skipped: added(state.skipped, item) };
  return onTheWay(state) ? jump(left, itemEnd(item, timeline)) : left;
}

/** @type {Rule} */
function comfort(state, event, timeline) {
  const [stretch, pain] = [event.stretch ?? null, event.pain ?? null];
  if (stretch === null && pain === null) return null;
  const said = {
    stretch: stretch ?? state.comfort?.stretch ?? null,
    pain: pain ?? state.comfort?.pain ?? null,
    at: state.since,
    position: state.position,
    fresh: true,
  };
  const told = { ...state, comfort: said };
  if (pain === null || pain < AMBER) return told;
  return pain >= RED ? hurts(told, event, timeline) : amber(told, event, timeline);
}

/** @type {Rule} */
function amber(state, event, timeline) {
  const { item } = segmentAt(timeline, state.position);
  const eased = ease(state, item);
  if (!onTheWay(state)) return eased;
  const first = state.ambers.find((one) => one.item === item);
  if (!first) return { ...eased, ambers: [...state.ambers, { item, at: state.since }] };
  if (state.since < first.at + RECHECK) return eased;
  return { ...stop(eased, event), hurts: true, dropped: added(state.dropped, item) };
}

/** @type {(state: State, event: SessionEvent, timeline: Timeline) => State} */
function hurts(state, event, timeline) {
  const { item } = segmentAt(timeline, state.position);
  const stopped = { ...stop(state, event), hurts: true };
  if (state.status === "stopped" && state.reds.includes(item)) return stopped;
  const reds = [...state.reds, item];
  const status = reds.length >= REDS ? "ended" : "stopped";
  return { ...stopped, status, reds, dropped: added(state.dropped, item) };
}

/** @type {(state: State, event: SessionEvent) => State} */
function stop(state, { role }) {
  if (state.status === "stopped") return { ...state, client_ready: false };
  return { ...state, status: "stopped", stopped_by: role };
}

/** @type {(state: State, position: number) => State} */
function jump(state, position) {
  const said = state.comfort;
  const comfort = said && position < state.position ? { ...said, fresh: false } : said;
  return { ...state, position, comfort };
}

/** @type {(state: State, item: number) => State} */
const ease = (state, item) => ({ ...state, eased: added(state.eased, item) });

/** @type {(items: number[], item: number) => number[]} */
const added = (items, item) => (items.includes(item) ? items : [...items, item]);

/** @type {(state: State) => boolean} */
const onTheWay = ({ status }) => status === "running" || status === "paused";

/** @type {(segment: Segment) => boolean} */
const isPause = ({ phase }) => phase === "switch" || phase === "turn";

/** @type {(one: Segment, other: Segment) => boolean} */
const isAlike = (one, other) => one.item === other.item && one.side === other.side;

/** @type {(one: Segment, other: Segment) => boolean} */
const sameSide = (one, other) => isAlike(one, other) && !isPause(one) && !isPause(other);

/** @type {(segment: Segment) => number} */
const end = ({ start, seconds }) => (start + seconds) * 1000;

/** @type {(item: number, timeline: Timeline) => number} */
const itemEnd = (item, { segments }) =>
  Math.max(...segments.filter((segment) => segment.item === item).map(end));

/** @type {(state: State, segment: Segment, timeline: Timeline) => Cues} */
function cues(state, segment, timeline) {
  const stay = segment.cues_if_not_deeper;
  return stay && !mayDeepen(state, segment, timeline) ? stay : segment.cues;
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
