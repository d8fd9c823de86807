// @ts-check
/** What the helper reads on the stage: what to do, why no deeper, what comes next. */
import { endOf, openMs } from "./course.js";
import { effortWords } from "./guide.js";
import { target } from "./range.js";
import { clock, look, mark, show, statusOf, stoppedBy, tell } from "./screen.js";
import { gettext } from "./texts.js";

/**
 * @typedef {import("./machine.js").View} View
 * @typedef {import("./show.js").Show} Show
 */

const client = document.body.dataset.client ?? "";

/** How far it is, in stretches, in this one and in all. */
export function progress(/** @type {View} */ view, /** @type {Show} */ { player }) {
  const { state, timeline } = player;
  const { item } = timeline.segments[view.segment];
  const own = timeline.segments.filter((/** @type {any} */ one) => one.item === item);
  const open = openMs(state, view.position, endOf(own.at(-1)), timeline);
  tell("item", gettext("{item} of {all}", { item: item + 1, all: timeline.cards.length }));
  tell("item-to-go", clock(Math.ceil(open / 1000)));
  tell("to-go", gettext("{minutes} min", { minutes: Math.ceil(view.session_seconds_to_go / 60) }));
}

export function words(/** @type {View} */ view, /** @type {Show} */ screen) {
  const status = statusOf(view);
  const who = screen.nameOf(screen.player.state.stopped_by) ?? "";
  tell("by", status === "stopped" ? stoppedBy(screen.player, who) : "");
  const say = {
    waiting: gettext("Start when you and {client} are set.", { client }),
    paused: gettext("Nothing counts. Ease the limb down if {client} likes.", { client }),
    ended: view.told ? view.cues.helper : gettext("Lower slowly. Let them rest a moment."),
  }[/** @type {string} */ (status)];
  tell("say", say ?? (view.waiting ? gettext("Next, when you both are ready.") : view.cues.helper));
  tell("client-say", view.cues.client);
  tell("fact", status === "running" ? fact(view, screen) : "");
  tell("note", status === "stopped" ? whileStopped(view, screen) : note(view, screen));
  tell("aloud", view.say);
  show("aloud-line", view.say !== "");
}

/** The effort asked of the client, or how far to go. */
function fact(/** @type {View} */ view, /** @type {Show} */ { player }) {
  if (view.waiting) return "";
  const { effort_percent: percent, too_much } = view;
  if (percent !== null && !too_much) return gettext("{client} pushes {effort}", { client, effort: effortWords(percent) });
  return too_much || view.hurt_here ? "" : target(view, player);
}

function whileStopped(/** @type {View} */ view, /** @type {Show} */ { player }) {
  const ready = player.state.client_ready
    ? gettext("{client} is ready.", { client })
    : gettext("Go on only when {client} says ready.", { client });
  return view.goes_on === "here" ? ready : [ready, gettext("This one is done for today.")].join(" ");
}

/** Why it goes no deeper, where somebody might expect it to. */
function note(/** @type {View} */ view, /** @type {Show} */ { player }) {
  if (statusOf(view) !== "running") return "";
  if (view.hurt_here) return view.hurt_words || gettext("It hurt here today. No deeper.");
  if (view.eased) return gettext("Eased off. No deeper in this stretch.");
  const segment = player.timeline.segments[view.segment];
  if (view.rating_wanted || view.prompt !== "none") return gettext("Ask {client}: how strong, any pain?", { client });
  return segment.deepens && !view.may_deepen ? gettext("Stay: the numbers are above the limit.") : "";
}

export function then(/** @type {View} */ view, /** @type {Show} */ { player }) {
  const next = view.next === null ? null : player.timeline.segments[view.next];
  const { word, glyph } = look(next ? next.phase : "ended");
  const place = document.querySelector('[data-live="then-glyph"]');
  if (place?.getAttribute("data-of") !== word) place?.replaceChildren(glyph);
  mark(place, "data-of", word);
  tell("then-word", word);
  tell("then", next ? `${next.seconds} s. ${view.next_cues?.helper ?? ""}` : "");
}
