// @ts-check
/**
 * What a word does: at once, from then on, and when it has been looked at again. The twin of
 * reacting.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").SessionEvent} SessionEvent
 * @typedef {import("./state.js").Row} Row
 * @typedef {import("./state.js").Outcome} Outcome
 * @typedef {import("./state.js").Said} Said
 * @typedef {import("./state.js").Check} Check
 * @typedef {import("./state.js").Branch} Branch
 */
import { endOf, isOpen, segmentAt } from "./course.js";
import { ONWARD, effects, reddened } from "./effects.js";
import { isOnTheWay } from "./state.js";

const SPINE = ["NECK", "LSP"];
const HURTING = ["pain", "much_pain", "sharp"];

/** @type {Outcome} */
const NOTHING = {
  onward: "same",
  red: false,
  no_push: null,
  light_push: null,
  light: null,
  percent_of_range: null,
  only_in: [],
  urgency: null,
  words: null,
};

/** @type {(id: string, level: string, at_once: string, more: Partial<Row>) => Row} */
const basic = (id, level, at_once, more) => ({
  id,
  word: id,
  name: "",
  short: "",
  parts: [],
  told_by: [],
  level,
  neuro: false,
  at_once,
  cues: null,
  now: NOTHING,
  look_after: [],
  gone_by: false,
  ask: null,
  if_gone: null,
  if_late: null,
  if_still: null,
  if_worse: null,
  again: null,
  again_in: "stretch",
  ...more,
});

/** @type {Record<string, Row>} */
const BASIC = {
  pain: basic("pain", "amber", "ease", {
    now: { ...NOTHING, onward: "less" },
    look_after: [10],
    again: { ...NOTHING, onward: "drop_stretch" },
  }),
  much_pain: basic("much_pain", "red", "release", {
    now: { ...NOTHING, onward: "drop_stretch", red: true },
  }),
  stop: basic("stop", "note", "release", {}),
};

/** @type {(timeline: Timeline) => Record<string, Row>} */
export const rows = ({ reactions }) =>
  reactions && Object.keys(reactions).length ? reactions : BASIC;

/** @type {(row: Row, branch: Branch) => Outcome} */
export function outcomeOf(row, branch) {
  const late = row.if_late ?? row.if_gone;
  const { now, if_gone: gone, if_still: still, if_worse: worse, again } = row;
  return { now, gone, late, still, worse, again }[branch] ?? NOTHING;
}

/** @type {(word: string, item: number, timeline: Timeline) => Row | null} */
export function rowOf(word, item, timeline) {
  const found = Object.values(rows(timeline)).filter((row) => row.word === word);
  const special = found.find(({ parts }) => parts.some((part) => workedOn(part, item, timeline)));
  return special ?? found.find(({ parts }) => parts.length === 0) ?? null;
}

/** @type {(part: string, item: number, timeline: Timeline) => boolean} */
const workedOn = (part, item, { cards }) =>
  cards
    .slice(0, item + 1)
    .flatMap(({ loads }) => Object.values(loads ?? {}).flat())
    .some((region) => region.split("_")[0] === part);

/** @type {(state: State, word: string, event: SessionEvent, timeline: Timeline) => State | null} */
export function react(state, word, event, timeline) {
  const here = segmentAt(timeline, state.position);
  const row = rowOf(word, here.item, timeline);
  if (!row) return null;
  let after = atOnce(state, row, event, here);
  if (isToldTwice(state, row, here.item)) return after;
  const said = { reaction: row.id, item: here.item, side: here.side, at: state.since };
  const again = row.again !== null && wasSaid(state, row, here.item);
  after = { ...after, said: [...after.said, said] };
  after = apply(after, "now", said, event, timeline);
  if (again) after = apply(after, "again", said, event, timeline);
  if (word === "break") after = notAStop(after, timeline);
  return toBeLookedAt(after, row, said);
}

/** @type {(state: State, row: Row, event: SessionEvent, here: Segment) => State} */
function atOnce(state, row, event, here) {
  if (row.at_once === "release" || row.at_once === "end") {
    return because(released(state, event), row);
  }
  if (row.at_once === "pause" && state.status === "running") return { ...state, status: "paused" };
  if (row.at_once === "end_push" && isOnTheWay(state) && here.act === "contract") {
    return { ...state, position: endOf(here), entered: endOf(here) };
  }
  return state;
}

/** @type {(state: State, event: SessionEvent) => State} */
export function released(state, { at, role }) {
  const stopped_at = Math.max(state.stopped_at, at);
  if (state.status === "ended") return state;
  if (state.status === "stopped") return { ...state, client_ready: false, stopped_at };
  return { ...state, status: "stopped", stopped_by: role, stopped_at, counted: false };
}

/** @type {(stopped: State, row: Row) => State} */
const because = (stopped, { word }) => ({
  ...stopped,
  hurts: stopped.hurts || HURTING.includes(word),
});

/** @type {(state: State, row: Row, item: number) => boolean} */
const isToldTwice = ({ checks }, { id }, item) =>
  checks.some((check) => check.must && check.reaction === id && check.item === item);

/** @type {(state: State, row: Row, item: number) => boolean} */
const wasSaid = ({ said }, { id, again_in }, item) =>
  said.some((one) => one.reaction === id && (again_in === "today" || one.item === item));

/** @type {(state: State, branch: Branch, of: Said, event: SessionEvent, timeline: Timeline) => State} */
export function apply(state, branch, of, event, timeline) {
  const row = rows(timeline)[of.reaction];
  const outcome = outcomeOf(row, branch);
  let after = effects(state, outcome, of, timeline);
  const drops = ONWARD.indexOf(outcome.onward) >= ONWARD.indexOf("drop_stretch");
  if (drops && isHeld(after, of, timeline)) after = because(released(after, event), row);
  if (outcome.red && state.status !== "ended") after = reddened(after, of.item);
  if (outcome.words) after = { ...after, told: { reaction: row.id, branch, at: state.since } };
  return byTheSpine(after, of, timeline);
}

/** @type {(state: State, of: Said, timeline: Timeline) => boolean} */
function isHeld(state, of, timeline) {
  const here = segmentAt(timeline, state.position);
  return isOnTheWay(state) && (here.item === of.item || !isOpen(state, here, timeline));
}

/** @type {(state: State, of: Said, timeline: Timeline) => State} */
function byTheSpine(state, of, timeline) {
  const neuro = (/** @type {Said} */ one) => rows(timeline)[one.reaction].neuro;
  const said = state.said.some((one) => one.item === of.item && neuro(one));
  const own = timeline.cards[of.item].own?.[of.side] ?? [];
  const spine = own.some((region) => SPINE.includes(region));
  if (!(spine && said && state.reds.includes(of.item)) || state.status === "ended") return state;
  return { ...state, status: "ended", urgency: state.urgency ?? "same_day" };
}

/** @type {(state: State, timeline: Timeline) => State} */
const notAStop = (state, timeline) => ({
  ...state,
  checks: state.checks.filter((one) => rows(timeline)[one.reaction].word !== "stop"),
});

/** @type {(state: State, row: Row, said: Said) => State} */
function toBeLookedAt(state, row, said) {
  if (!row.ask) return state;
  const check = { ...said, look: 0, must: state.status !== "running" };
  return { ...state, checks: [...without(state.checks, check), check] };
}

/** @type {(checks: Check[], check: Check) => Check[]} */
export const without = (checks, { reaction, item }) =>
  checks.filter((one) => one.reaction !== reaction || one.item !== item);
