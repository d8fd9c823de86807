// @ts-check
/**
 * What both screens show at one moment: the twin of endrange/session/view.py, where every rule has
 * its reason. A reading of the state, never a change of it.
 *
 * @typedef {import("./state.js").Cues} Cues
 * @typedef {import("./state.js").Segment} Segment
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Timeline} Timeline
 * @typedef {import("./state.js").View} View
 */
import { breath, prompt } from "./asking.js";
import { advance, endOf, isOpen, isWaiting, openMs, openUntil, segmentAt, total } from "./course.js";
import { cuesOf, deepeningFrom, isRatingWanted, isTooMuch, mayDeepen } from "./deepening.js";
import { FEW_DEGREES } from "./effects.js";
import { asked, due } from "./looking.js";
import { wayBack } from "./machine.js";
import { outcomeOf, rows } from "./reacting.js";
import {
  bound,
  effortPercent,
  hurtHere,
  painLimit,
  saidHere,
  stretchLimit,
  toleratedLast,
} from "./saying.js";

/**
 * What both screens show at a common-clock time.
 * @type {(state: State, now: number, timeline: Timeline) => View}
 */
export function at(state, now, timeline) {
  const there = advance(state, now, timeline);
  const segment = segmentAt(timeline, there.position);
  const deepening = deepeningFrom(segment, timeline);
  const next = following(there, segment, timeline);
  const card = timeline.cards[segment.item];
  const inForce = letGoOr(there, segment, timeline);
  const hurt = hurtHere(there, segment.item, timeline);
  const waits = isWaiting(there, timeline);
  const [way, breathToGo] = breath(segment, there.position);
  return {
    status: there.status,
    finished: there.position === total(timeline),
    position: there.position,
    segment: segment.index,
    seconds_to_go: waits ? 0 : seconds(toGo(there, segment, timeline)),
    session_seconds_to_go: seconds(openMs(there, there.position, total(timeline), timeline)),
    may_deepen: deepening !== null && mayDeepen(there, deepening, timeline),
    rating_wanted: deepening !== null && isRatingWanted(there, deepening, timeline),
    eased: there.eased.includes(segment.item),
    hurt_here: hurt,
    hurt_words: (hurt && card.words_if_hurt) || "",
    said: saidHere(there, timeline),
    too_much: isTooMuch(there, segment, timeline),
    goes_on: goesOn(there, segment, timeline),
    cues: inForce,
    say: isEqual(inForce, segment.cues) ? segment.say : "",
    next: next && next.index,
    next_cues: next && cuesOf(there, next, timeline),
    check: check(there, timeline),
    told: told(there, timeline),
    urgency: there.urgency,
    prompt: prompt(there, timeline),
    waiting: waits,
    waited: Math.floor(there.waited / 1000),
    effort_percent: effortPercent(there, segment),
    stretch_limit: stretchLimit(there, segment.item, timeline),
    pain_limit: painLimit(there, segment.item, timeline),
    target_degrees: target(there, segment, deepening, timeline),
    breath: way,
    breath_to_go: breathToGo,
    count: countAt(segment, there.position),
  };
}

/** @type {(milliseconds: number) => number} */
const seconds = (milliseconds) => Math.ceil(milliseconds / 1000);

/** @type {(state: State, segment: Segment, timeline: Timeline) => number} */
function toGo(state, segment, timeline) {
  const until = openUntil(state, segment, timeline);
  return (until > state.position ? until : endOf(segment)) - state.position;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => Segment | null} */
const following = (state, segment, timeline) =>
  timeline.segments.slice(segment.index + 1).find((one) => isOpen(state, one, timeline)) ?? null;

/** @type {(segment: Segment, position: number) => number} */
const countAt = ({ act, start }, position) =>
  act === "contract" ? Math.floor((position - start * 1000) / 1000) + 1 : 0;

/** @type {(state: State, timeline: Timeline) => View["check"]} */
function check(state, timeline) {
  const first = asked(state, timeline);
  const row = first && rows(timeline)[first.reaction];
  if (!first || !row?.ask) return null;
  return {
    reaction: row.id,
    name: row.name,
    ask: row.ask,
    due_in: Math.max(0, seconds(due(first, timeline) - state.since)),
    gone_by: row.gone_by,
    must: first.must,
  };
}

/** @type {(state: State, timeline: Timeline) => View["told"]} */
function told({ told: last }, timeline) {
  if (!last) return null;
  const row = rows(timeline)[last.reaction];
  const { words, urgency } = outcomeOf(row, last.branch);
  return words && { reaction: row.id, name: row.name, words, urgency, at: last.at };
}

/** @type {(state: State, segment: Segment, deepening: Segment | null, timeline: Timeline) => number | null} */
function target(state, segment, deepening, timeline) {
  const most = bound(state, segment, timeline);
  const tolerated = toleratedLast(state, segment);
  const further = deepening === segment && mayDeepen(state, segment, timeline);
  const known = tolerated === null ? [] : [tolerated + (further ? FEW_DEGREES : 0)];
  if (most !== null) known.push(most);
  return known.length ? Math.min(...known) : null;
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => View["goes_on"]} */
function goesOn(state, segment, timeline) {
  const to = wayBack(state, timeline);
  if (state.status === "ended" || to === total(timeline)) return "end";
  return to <= segment.start * 1000 ? "here" : "next_stretch";
}

/** @type {(state: State, segment: Segment, timeline: Timeline) => Cues} */
function letGoOr(state, segment, timeline) {
  if (state.status !== "stopped" && state.status !== "ended") {
    return cuesOf(state, segment, timeline);
  }
  return reactionCues(state, timeline) ?? timeline.cards[segment.item].cues_if_stopped;
}

/** @type {(state: State, timeline: Timeline) => Cues | null} */
function reactionCues({ said, told: outcome, stopped_at }, timeline) {
  const last = said.at(-1);
  if (outcome && (!last || outcome.at >= last.at) && outcome.at >= stopped_at) {
    return outcomeOf(rows(timeline)[outcome.reaction], outcome.branch).words;
  }
  return last ? rows(timeline)[last.reaction].cues : null;
}

/** @type {(one: Cues, other: Cues) => boolean} */
const isEqual = (one, other) => one.helper === other.helper && one.client === other.client;
