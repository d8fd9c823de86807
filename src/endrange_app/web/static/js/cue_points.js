// @ts-check
/**
 * What is to sound when, on the common clock, as long as nothing else happens. The twin of
 * cue_points.py.
 *
 * @typedef {import("./state.js").Cues} Cues
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").Way} Way
 * @typedef {{kind: string, at: number, position: number, segment: number, phase: string,
 *   side: string, number: number | null, way: Way | null, text: Cues | null}} CuePoint
 * @typedef {{at: number, kind: string, number?: number, way?: Way}} Point in the timeline
 */
import { askAt, breaths } from "./asking.js";
import { advance, endOf, openUntil, segmentAt, total, waitsAfter } from "./course.js";
import { cuesOf } from "./deepening.js";

const [HALFWAY_FROM, COUNTDOWN_FROM] = [10_000, 6_000];
const BEGINS = /** @type {Record<string, string>} */ ({
  ready: "get_ready",
  switch: "switch",
  turn: "turn",
});
/** Of those due in the same moment the first named comes first. */
const ORDER = ["end", "get_ready", "switch", "turn", "start", "breathe", "count", "ask", "halfway", "countdown"];

/**
 * The cues due from ``now`` on, within ``ahead`` milliseconds or to the end; none while the clock
 * rests.
 * @type {(state: State, now: number, timeline: Timeline, ahead?: number | null) => CuePoint[]}
 */
export function cuePoints(state, now, timeline, ahead = null) {
  const there = advance(state, now, timeline);
  if (there.status !== "running") return [];
  const until = ahead === null ? Infinity : there.since + ahead;
  let [clock, position] = [there.since, there.position];
  const found = [];
  for (const segment of timeline.segments.slice(segmentAt(timeline, position).index)) {
    const end = openUntil(there, segment, timeline);
    if (position >= end) {
      position = Math.max(position, endOf(segment));
      continue;
    }
    for (const point of points(segment, end, timeline)) {
      const at = clock + point.at - position;
      if (at >= until) return found;
      if (point.at >= position) found.push(cue(there, at, point, segment, timeline));
    }
    if (waitsAfter(there, segment, timeline)) return found;
    clock += end - position;
    position = endOf(segment);
  }
  return found;
}

/** @type {(segment: Segment, end: number, timeline: Timeline) => Point[]} */
function points(segment, end, timeline) {
  const { start: second, phase, act } = segment;
  const start = second * 1000;
  /** @type {Point[]} */
  const found = [{ at: start, kind: BEGINS[phase] ?? "start" }];
  for (const [way, at] of breaths(segment)) if (at < end) found.push({ at, kind: "breathe", way });
  for (let at = start, number = 1; act === "contract" && at < end; at += 1000, number += 1) {
    found.push({ at, kind: "count", number });
  }
  const asks = askAt(segment);
  if (asks !== null && asks < end) found.push({ at: asks, kind: "ask" });
  if (phase === "hold" && end - start >= HALFWAY_FROM) {
    found.push({ at: start + Math.floor((end - start) / 2), kind: "halfway" });
  }
  for (const number of end - start >= COUNTDOWN_FROM ? [3, 2, 1] : []) {
    found.push({ at: end - number * 1000, kind: "countdown", number });
  }
  const ends = phase === "push" || phase === "hold" || endOf(segment) === total(timeline);
  if (ends) found.push({ at: end, kind: "end" });
  return found.sort((a, b) => a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** @type {(state: State, at: number, point: Point, segment: Segment, timeline: Timeline) => CuePoint} */
function cue(state, at, { at: position, kind, number = undefined, way = undefined }, segment, timeline) {
  const { index, phase, side } = segment;
  const begins = kind === "start" || Object.values(BEGINS).includes(kind);
  return {
    kind,
    at,
    position,
    segment: index,
    phase,
    side,
    number: number ?? null,
    way: way ?? null,
    text: begins ? cuesOf(state, segment, timeline) : null,
  };
}
