// @ts-check
/**
 * The live session as a fold of events: the twin of endrange/session/machine.py, where every rule
 * has its reason and its source. Golden traces and random runs hold the two equal.
 * Whole numbers only; nothing is changed in place; nothing here throws.
 *
 * @typedef {{helper: string, client: string}} Cues
 * @typedef {{index: number, start: number, seconds: number, phase: string, act: string | null,
 *   item: number, side: string, repetition: number, repetitions: number, cues: Cues, say: string,
 *   effort_percent: number | null, deepens: boolean, cues_if_not_deeper: Cues | null}} Segment
 * @typedef {{joint: string, limits: {stretch_sensation: number, pain: number},
 *   cues_if_stopped: Cues, cues_if_too_strong?: Cues | null, cues_if_painful?: Cues | null,
 *   words_if_hurt?: string}} Card the parts of a card that are read here
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
 *   rating_wanted: boolean, eased: boolean, hurt_here: boolean, hurt_words: string,
 *   said: Comfort | null, too_much: boolean, goes_on: "here" | "next_stretch" | "end", cues: Cues,
 *   say: string, next: number | null, next_cues: Cues | null}} View
 * @typedef {(state: State, event: SessionEvent, timeline: Timeline) => State | null} Rule
 */

const [AMBER, RED, RECHECK, REDS, NEAR_START] = [3, 6, 10_000, 2, 2_000];

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

/** @type {(state: State, now: number, timeline: Timeline) => State} */
export function advance(state, now, timeline) {
  const since = Math.max(now, state.since);
  const ran = state.status === "running" ? since - state.since : 0;
  return { ...state, position: Math.min(state.position + ran, timeline.seconds * 1000), since };
}

/** @type {(timeline: Timeline, position: number) => Segment} */
export function segmentAt({ segments }, position) {
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
export function wayBack(state, timeline) {
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
  const before = saidHere(state, timeline);
  const said = {
    stretch: stretch ?? before?.stretch ?? null,
    pain: pain ?? before?.pain ?? null,
    at: state.since,
    position: state.position,
    fresh: true,
  };
  const here = segmentAt(timeline, state.position);
  const heard = { ...state, comfort: said };
  const told = isAbove(stretch, pain, here, timeline) ? ease(heard, here.item) : heard;
  if (pain === null || pain < AMBER) return told;
  return pain >= RED ? hurts(told, event, timeline) : amber(told, event, timeline);
}

/** @type {(state: State, timeline: Timeline) => Comfort | null} */
export function saidHere({ comfort: said, position }, timeline) {
  if (!said?.fresh) return null;
  const [then, now] = [said.position, position].map((where) => segmentAt(timeline, where));
  return isAlike(then, now) ? said : null;
}

/** @type {(stretch: number | null, pain: number | null, segment: Segment, timeline: Timeline) => boolean} */
export function isAbove(stretch, pain, { item }, { cards }) {
  const { limits } = cards[item];
  return (stretch ?? 0) > limits.stretch_sensation || (pain ?? 0) > limits.pain;
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
export const isAlike = (one, other) => one.item === other.item && one.side === other.side;

/** @type {(one: Segment, other: Segment) => boolean} */
export const sameSide = (one, other) => isAlike(one, other) && !isPause(one) && !isPause(other);

/** @type {(segment: Segment) => number} */
const end = ({ start, seconds }) => (start + seconds) * 1000;

/** @type {(item: number, timeline: Timeline) => number} */
const itemEnd = (item, { segments }) =>
  Math.max(...segments.filter((segment) => segment.item === item).map(end));
