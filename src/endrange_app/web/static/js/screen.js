// @ts-check
/** What both screens show alike: look, word, seconds, side, repetition, what to do. */
import { gettext } from "./texts.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./machine.js").View} View */

const PHONE_SECONDS = 99; // above, the count is minutes and seconds
const SIDES = /** @type {Record<string, [string, string]>} */ ({
  left: ["L", gettext("Left")],
  right: ["R", gettext("Right")],
  both: ["L R", gettext("Both")],
});

/** Put words in place, only where they changed: nothing moves that did not change. */
export function tell(/** @type {string} */ name, /** @type {string | number} */ words) {
  for (const place of document.querySelectorAll(`[data-live="${name}"]`)) {
    if (place.textContent !== String(words)) place.textContent = String(words);
  }
}

/** Show or hide every place of a name. */
export function show(/** @type {string} */ name, /** @type {boolean} */ visible) {
  for (const place of document.querySelectorAll(`[data-live="${name}"]`)) {
    place.toggleAttribute("hidden", !visible);
  }
}

/** Set an attribute where it changed. */
export function mark(
  /** @type {Element | null} */ place,
  /** @type {string} */ name,
  /** @type {string | number} */ value,
) {
  if (place?.getAttribute(name) !== String(value)) place?.setAttribute(name, String(value));
}

/** The name of the look: by phase while the clock runs, else by status; who needs help comes first. */
export function lookOf(/** @type {View} */ view, /** @type {Player} */ player) {
  const status = statusOf(view);
  if (status === "running") return player.timeline.segments[view.segment].phase;
  return status === "ended" && view.urgency === "call_now" ? "urgent" : status;
}

/** A session that has run to its end is over on the screen before anybody has said so. */
export function statusOf(/** @type {View} */ view) {
  return view.finished && view.status === "running" ? "ended" : view.status;
}

/** @returns {{ground: string, word: string, glyph: DocumentFragment}} */
export function look(/** @type {string} */ name) {
  const template = /** @type {HTMLTemplateElement} */ (
    document.querySelector(`template[data-look="${name}"]`)
  );
  const { ground = "", word = "" } = template.dataset;
  return { ground, word, glyph: /** @type {DocumentFragment} */ (template.content.cloneNode(true)) };
}

/** Draw the part of the screen that both roles share. */
export function draw(/** @type {View} */ view, /** @type {Player} */ player) {
  const segment = player.timeline.segments[view.segment];
  const [body, name] = [document.body, lookOf(view, player)];
  mark(body, "data-status", statusOf(view));
  if (body.dataset.look !== name) change(name);
  count(view);
  pill(segment.side);
  const { repetition, repetitions } = segment;
  tell("repetition", repetition ? gettext("Repetition {repetition} of {repetitions}", { repetition, repetitions }) : "");
  for (const card of document.querySelectorAll("[data-item]")) {
    const here = /** @type {HTMLElement} */ (card).dataset.item === String(segment.item);
    card.toggleAttribute("hidden", !here);
  }
}

/** The seconds to go; while it waits for a tap, those it has waited. */
function count(/** @type {View} */ { seconds_to_go, waiting, waited }) {
  document.body.toggleAttribute("data-waiting", waiting);
  tell("count", waiting ? `+${clock(waited)}` : clock(seconds_to_go));
  for (const place of document.querySelectorAll('[data-live="count"]')) {
    place.toggleAttribute("data-long", seconds_to_go > PHONE_SECONDS || waited > 9);
  }
}

/** Who stopped it; when nobody answered, that. */
export function stoppedBy(/** @type {Player} */ { state, timeline }, /** @type {string} */ who) {
  const { client = "" } = document.body.dataset;
  const last = timeline.reactions?.[state.said.at(-1)?.reaction];
  if (last?.word === "silent") return gettext("No answer from {client}.", { client });
  const stopped = gettext("Stopped by {who}.", { who });
  return state.hurts ? [gettext("It hurts."), stopped].join(" ") : stopped;
}

/** Stopped here before the session has been heard of. */
export function drawEarlyStop() {
  change("stopped");
  tell("say", gettext("Say stop aloud too."));
  tell("alarm", gettext("Stopped. Say stop aloud too."));
}

function change(/** @type {string} */ name) {
  const { ground, word, glyph } = look(name);
  document.body.dataset.look = name;
  document.body.dataset.phase = ground;
  tell("word", word);
  for (const place of document.querySelectorAll('[data-live="glyph"]')) {
    place.replaceChildren(glyph.cloneNode(true));
  }
}

function pill(/** @type {string} */ side) {
  for (const place of document.querySelectorAll('[data-live="side"]')) {
    if (place.getAttribute("data-side") !== side) drawPill(place, side);
  }
}

function drawPill(/** @type {Element} */ place, /** @type {string} */ side) {
  const [letters, word] = SIDES[side] ?? ["", ""];
  const letter = document.createElement("abbr");
  letter.textContent = letters;
  letter.setAttribute("aria-hidden", "true");
  place.className = word ? "pill side" : "pill";
  place.setAttribute("data-side", side);
  place.replaceChildren(...(word ? [letter, word] : []));
}

/** Seconds as a person reads them: up to 99, then minutes. */
export function clock(/** @type {number} */ seconds) {
  if (seconds <= PHONE_SECONDS) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
