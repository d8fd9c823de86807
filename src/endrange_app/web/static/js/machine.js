// @ts-check
/**
 * The live session as a fold of events: the twin of endrange/session/machine.py, where every rule
 * has its reason and its source. Golden traces and random runs hold the two equal.
 * Whole numbers only; nothing is changed in place; nothing here throws.
 *
 * @typedef {import("./state.js").Cues} Cues
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").SessionEvent} SessionEvent
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").View} View
 * @typedef {(state: State, event: SessionEvent, timeline: Timeline) => State | null} Rule
 */
import {
  advance,
  endOf,
  goingBack,
  isOpen,
  isWaiting,
  sameSide,
  segmentAt,
  settled,
  total,
} from "./course.js";
import { eased } from "./effects.js";
import { isClientsWord, recheck } from "./looking.js";
import { amber, comfort, reach } from "./rating.js";
import { react, released } from "./reacting.js";
import { BEGINNING, isOnTheWay, joined } from "./state.js";

const NEAR_START = 2_000;

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
  const taken = state.status !== "ended" || isHeardAfterTheEnd(event, timeline);
  const rule = taken && RULES[event.kind];
  const after = rule ? rule(advance(state, event.at, timeline), event, timeline) : null;
  const heard = after && event.role === "client" && event.kind !== "leave";
  const present = heard ? { client_device: true } : {};
  const there = onOpenGround({ ...(after ?? state), ...present }, timeline);
  return { ...there, seen: [...state.seen, key] };
}

/** @type {(event: SessionEvent, timeline: Timeline) => boolean} */
const isHeardAfterTheEnd = ({ kind }, { reactions = {} }) =>
  Object.keys(reactions).length > 0 && (kind === "sensation" || kind === "recheck");

/** @type {(state: State, timeline: Timeline) => State} */
function onOpenGround(state, timeline) {
  if (state.status !== "running") return state;
  return { ...state, position: settled(state, state.position, timeline) };
}

/** @type {Record<string, Rule>} */
const RULES = {
  start: (state, { role }) =>
    role === "helper" && state.status === "waiting" && !isOwed(state)
      ? { ...state, status: "running" }
      : null,
  pause: (state) => (state.status === "running" ? { ...state, status: "paused" } : null),
  resume,
  next: (state, { role }, timeline) =>
    role === "helper" && isOnTheWay(state)
      ? jump(state, endOf(segmentAt(timeline, state.position)), timeline)
      : null,
  back,
  skip,
  ease_off: (state, _, timeline) => eased(state, segmentAt(timeline, state.position), timeline),
  comfort,
  hurts: (state, event, timeline) => react(heard(state), "much_pain", event, timeline),
  stop,
  sensation,
  recheck,
  ready,
  range: reach,
  wait: (state, { role }) => (role === "helper" ? { ...state, waits: true } : null),
  flow: (state, { role }) => (role === "helper" ? { ...state, waits: false, waited: 0 } : null),
  join: (state, { role }) => (role === "client" ? state : null),
  leave: (state) => ({ ...state, client_device: false }),
  end: (state) => ({ ...state, status: "ended" }),
};

/** @type {Rule} */
function resume(state, { role, at }, timeline) {
  if (role !== "helper" || isOwed(state)) return null;
  if (state.status === "paused") return { ...state, status: "running" };
  if (state.status !== "stopped" || !state.client_ready || at < state.stopped_at) return null;
  const there = jump(state, wayBack(state, timeline), timeline);
  return { ...there, status: "running", stopped_by: null, hurts: false, client_ready: false };
}

/** @type {(state: State, timeline: Timeline) => number} */
export function wayBack(state, timeline) {
  let here = segmentAt(timeline, state.position);
  const finished = state.position === total(timeline);
  if (finished || [...state.dropped, ...state.skipped].includes(here.item)) {
    return settled(state, itemEnd(here.item, timeline), timeline);
  }
  while (here.index && sameSide(here, timeline.segments[here.index - 1])) {
    here = timeline.segments[here.index - 1];
  }
  const to = here.start * 1000;
  return settled(goingBack(state, to, timeline), to, timeline);
}

/** @type {Rule} */
function back(state, { role }, timeline) {
  if (role !== "helper" || !isOnTheWay(state)) return null;
  const here = segmentAt(timeline, state.position);
  let before = timeline.segments[Math.max(here.index - 1, 0)];
  while (before.index && before.item === here.item && !isOpen(state, before, timeline)) {
    before = timeline.segments[before.index - 1];
  }
  const near = state.position < here.start * 1000 + NEAR_START;
  const to = near && isOpen(state, before, timeline) ? before : here;
  if (!isOpen(goingBack(state, to.start * 1000, timeline), to, timeline)) return null;
  const skipped = state.skipped.filter((item) => item !== to.item);
  return { ...jump(state, to.start * 1000, timeline), skipped };
}

/** @type {Rule} */
function skip(state, _, timeline) {
  if (state.status === "waiting") return null;
  const { item } = segmentAt(timeline, state.position);
  const left = { ...state, skipped: joined(state.skipped, [item]) };
  return isOnTheWay(state) ? jump(left, itemEnd(item, timeline), timeline) : left;
}

/** @type {Rule} */
function stop(state, event, timeline) {
  if (isClientsWord(state, event)) return react(heard(state), "stop", event, timeline);
  return released(state, event);
}

/** @type {Rule} */
function sensation(state, event, timeline) {
  const { word } = event;
  if (!word || (word === "break" && !isClientsWord(state, event))) return null;
  if (word === "stop") return stop(state, event, timeline);
  if (word === "pain") return amber(heard(state), event, timeline);
  return react(word === "silent" ? state : heard(state), word, event, timeline);
}

/** @type {Rule} */
function ready(state, event, timeline) {
  if (!isClientsWord(state, event)) return null;
  if (state.status === "running" && isWaiting(state, timeline)) {
    return jump(state, endOf(segmentAt(timeline, state.position)), timeline);
  }
  if (state.status !== "stopped" || event.at < state.stopped_at) return null;
  return { ...state, client_ready: true };
}

/** @type {(state: State) => boolean} */
const isOwed = ({ checks }) => checks.some(({ must }) => must);

/** @type {(state: State) => State} */
const heard = (state) => ({ ...state, heard: state.position });

/** @type {(state: State, position: number, timeline: Timeline) => State} */
function jump(state, position, timeline) {
  const jumped = { position, entered: position, waited: 0 };
  if (position >= state.position) return { ...state, ...jumped };
  const comfort = state.comfort && { ...state.comfort, fresh: false };
  return { ...goingBack(state, position, timeline), ...jumped, comfort, heard: null };
}

/** @type {(item: number, timeline: Timeline) => number} */
const itemEnd = (item, { segments }) =>
  Math.max(...segments.filter((segment) => segment.item === item).map(endOf));
