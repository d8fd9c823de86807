// @ts-check
/**
 * Looking again: which re-check is to be answered, when, and what an answer does. The twin of
 * looking.py.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").SessionEvent} SessionEvent
 * @typedef {import("./state.js").Row} Row
 * @typedef {import("./state.js").Check} Check
 * @typedef {import("./state.js").Branch} Branch
 */
import { apply, rows, without } from "./reacting.js";

const ANSWER_WITHIN = 15_000;

/** @type {(state: State, event: SessionEvent) => boolean} */
export const isClientsWord = ({ client_device }, { role }) => role === "client" || !client_device;

/** @type {(state: State, timeline: Timeline) => Check | null} */
export function asked({ checks }, timeline) {
  const rank = (/** @type {Check} */ one) => [one.must ? 0 : 1, due(one, timeline)];
  const sooner = (/** @type {Check} */ one, /** @type {Check} */ other) => {
    const [[must, at], [otherMust, otherAt]] = [rank(one), rank(other)];
    return must - otherMust || at - otherAt;
  };
  return [...checks].sort(sooner)[0] ?? null;
}

/** @type {(check: Check, timeline: Timeline) => number} */
export const due = ({ at, reaction, look }, timeline) =>
  at + rows(timeline)[reaction].look_after[look] * 1000;

/** @type {(state: State, event: SessionEvent, timeline: Timeline) => State | null} */
export function recheck(state, event, timeline) {
  const check = meant(state, event, timeline);
  if (!check || !event.answer) return null;
  if (event.answer === "worse") return closed(state, check, "worse", event, timeline);
  const isDue = state.since >= due(check, timeline);
  if (event.answer === "still") return isDue ? still(state, check, event, timeline) : null;
  const early = rows(timeline)[check.reaction].gone_by;
  if (!isClientsWord(state, event) || !(isDue || early)) return null;
  return gone(state, check, event, timeline);
}

/** @type {(state: State, event: SessionEvent, timeline: Timeline) => Check | null} */
function meant(state, { word }, timeline) {
  if (!word) return asked(state, timeline);
  return state.checks.find((one) => rows(timeline)[one.reaction].word === word) ?? null;
}

/** @type {(state: State, check: Check, event: SessionEvent, timeline: Timeline) => State} */
export function gone(state, check, event, timeline) {
  const row = rows(timeline)[check.reaction];
  const look = lookBy(check, row, state.since);
  const first = check.at + row.look_after[0] * 1000;
  const late = look > 0 || (row.gone_by && state.since > first + ANSWER_WITHIN);
  const after = closed(state, check, late ? "late" : "gone", event, timeline);
  if (row.gone_by || look + 1 === row.look_after.length) return after;
  return { ...after, checks: [...after.checks, { ...check, look: look + 1, must: false }] };
}

/** @type {(state: State, check: Check, event: SessionEvent, timeline: Timeline) => State} */
function still(state, check, event, timeline) {
  const row = rows(timeline)[check.reaction];
  const look = lookBy(check, row, state.since);
  if (look + 1 === row.look_after.length || (check.look > 0 && !check.must)) {
    return closed(state, check, "still", event, timeline);
  }
  return { ...state, checks: [...without(state.checks, check), { ...check, look: look + 1 }] };
}

/** @type {(check: Check, row: Row, now: number) => number} */
const lookBy = ({ at, look }, { look_after }, now) =>
  Math.max(look, look_after.filter((after) => at + after * 1000 <= now).length - 1);

/** @type {(state: State, check: Check, branch: Branch, event: SessionEvent, timeline: Timeline) => State} */
function closed(state, check, branch, event, timeline) {
  const answered = { ...state, checks: without(state.checks, check) };
  return apply(answered, branch, check, event, timeline);
}
