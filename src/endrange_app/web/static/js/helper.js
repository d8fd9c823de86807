// @ts-check
/** The helper's screen: conducts, shows hands and what the client feels. */
import { Checks } from "./checks.js";
import { Comfort } from "./comfort.js";
import { onKeys, onPress } from "./press.js";
import { look, mark, show, statusOf, tell } from "./screen.js";
import { Show, soundButton } from "./show.js";
import { follow } from "./strip.js";
import { gettext } from "./texts.js";

/** @typedef {import("./machine.js").View} View */

const [WIDTH, HEIGHT] = [110, 26]; // of the drawn gauges
const ALONE = gettext("Cut off. Kept here until the line is back.");
const client = document.body.dataset.client ?? "";

const screen = new Show({ draw: render });
const { player } = screen;
const comfort = new Comfort((rating) => player.act("comfort", rating));
const checks = new Checks(screen);
soundButton(screen);

const ON_THE_WAY = ["running", "paused"];
const GO_ON = {
  here: gettext("Go on"),
  next_stretch: gettext("Go on to the next stretch"),
  end: gettext("Go on to the end"),
};
/** What makes sense when; the rest is not sent. */
const WHEN = /** @type {Record<string, string[]>} */ ({
  start: ["waiting"],
  pause: ["running"],
  resume: ["paused", "stopped"],
  next: ON_THE_WAY,
  back: ON_THE_WAY,
  ease_off: ON_THE_WAY,
  stop: ["joining", "waiting", ...ON_THE_WAY, "stopped"],
});

/** What the space bar and a one-button pedal do. */
const TURN = /** @type {Record<string, string>} */ ({
  waiting: "start",
  running: "pause",
  paused: "resume",
  stopped: "resume",
});
const status = () => document.body.dataset.status ?? "";

function act(/** @type {string} */ kind) {
  if (WHEN[kind]?.includes(status()) ?? true) player.act(kind);
}

for (const button of document.querySelectorAll("[data-act]")) {
  const kind = /** @type {HTMLElement} */ (button).dataset.act ?? "";
  if (kind === "same") button.addEventListener("click", () => comfort.repeat());
  else if (kind !== "sound") button.addEventListener("click", () => act(kind));
}
for (const button of document.querySelectorAll("[data-press]")) {
  onPress(button, () => act("stop"));
}
onKeys({
  " ": () => act(TURN[status()] ?? "stop"),
  Escape: () => act("stop"),
  ArrowRight: () => act("next"),
  ArrowLeft: () => act("back"),
  ArrowDown: () => act("ease_off"),
});

function render(/** @type {View} */ view) {
  const { timeline, state } = player;
  const segment = timeline.segments[view.segment];
  tell("item", gettext("{item} of {all}", { item: segment.item + 1, all: timeline.cards.length }));
  tell("to-go", gettext("{minutes} min", { minutes: Math.ceil(view.session_seconds_to_go / 60) }));
  tell("aloud", view.say);
  show("aloud-line", view.say !== "");
  words(view);
  then(view);
  phone();
  feels(view);
  halted(view);
  for (const button of document.querySelectorAll("[disabled][data-act=start]")) {
    button.removeAttribute("disabled"); // the session is here: it can begin
  }
  follow(timeline, view);
  const over = view.finished && state.status === "running" && player.outbox.waiting.length === 0;
  if (over) player.act("end"); // the clock has run out: this device conducts, so it says so
}

function words(/** @type {View} */ view) {
  const { stopped_by, client_ready, hurts } = player.state;
  const status = statusOf(view);
  const stopped = status === "stopped";
  const who = stopped_by && screen.nameOf(stopped_by);
  tell("by", stopped ? (hurts ? `${gettext("It hurts.")} ` : "") + gettext("Stopped by {who}.", { who: who ?? "" }) : "");
  const say = {
    waiting: gettext("Start when you and {client} are set.", { client }),
    paused: gettext("Nothing counts. Ease the limb down if {client} likes.", { client }),
    ended: view.told ? view.cues.helper : gettext("Lower slowly. Let them rest a moment."),
  }[/** @type {string} */ (status)];
  tell("say", say ?? view.cues.helper);
  const ready = client_ready
    ? gettext("{client} is ready.", { client })
    : gettext("Go on only when {client} says ready.", { client });
  const done = view.goes_on === "here" ? "" : ` ${gettext("This one is done for today.")}`;
  tell("note", stopped ? ready + done : note(view));
}

/** Why it goes no deeper, where somebody might expect it to. */
function note(/** @type {View} */ view) {
  if (statusOf(view) !== "running") return "";
  if (view.hurt_here) return view.hurt_words || gettext("It hurt here today. No deeper.");
  if (view.eased) return gettext("Eased off. No deeper in this stretch.");
  const segment = player.timeline.segments[view.segment];
  if (view.rating_wanted) return gettext("Ask {client}: how strong, any pain?", { client });
  return segment.deepens && !view.may_deepen
    ? gettext("Stay: the numbers are above the limit.")
    : "";
}

function then(/** @type {View} */ view) {
  const next = view.next === null ? null : player.timeline.segments[view.next];
  const { word, glyph } = look(next ? next.phase : "ended");
  const place = document.querySelector('[data-live="then-glyph"]');
  if (place?.getAttribute("data-of") !== word) place?.replaceChildren(glyph);
  mark(place, "data-of", word);
  tell("then-word", word);
  tell("then", next ? `${next.seconds} s. ${view.next_cues?.helper ?? ""}` : "");
}

function phone() {
  const { client_device } = player.state;
  const [joined, cut] = [screen.reached, document.body.dataset.line !== "open"];
  for (const place of document.querySelectorAll('[data-live="phone"]')) {
    mark(place, "data-on", String(joined));
  }
  tell("phone-word", client_device || cut ? gettext("Phone not reachable") : gettext("No phone"));
  tell("offline-word", client_device ? gettext("{client}’s stop cannot reach you. Listen.", { client }) : ALONE);
  show("lost", client_device && !joined);
  show("relay", !client_device && status() !== "waiting");
  show("rejoin", !joined && !cut && ["running", "paused", "stopped"].includes(status()));
}

function feels(/** @type {View} */ view) {
  const said = screen.said(view);
  const seconds = said ? Math.max(0, Math.round((screen.clock.now() - said.at) / 1000)) : 0;
  tell("ago", said ? ago(seconds) : gettext("not said yet"));
  gauge("stretch", said?.stretch);
  gauge("pain", said?.pain);
  const along = ((said?.stretch ?? 0) * WIDTH) / 10;
  const up = HEIGHT - 4 - (along * 20) / WIDTH;
  mark(
    document.querySelector('[data-live="stretch-fill"]'),
    "d",
    `M0 ${HEIGHT - 4}L${along} ${up}V${HEIGHT}H0Z`,
  );
  mark(document.querySelector('[data-live="pain-fill"]'), "width", (said?.pain ?? 0) * (WIDTH / 10));
  document.body.toggleAttribute("data-wanted", view.rating_wanted && statusOf(view) === "running");
  comfort.show(said);
}

function gauge(/** @type {string} */ name, /** @type {number | null | undefined} */ value) {
  tell(name, value ?? "–");
  const place = document.querySelector(`.gauge [data-live="${name}"]`);
  place?.toggleAttribute("data-none", value === null || value === undefined);
}

/** After a stop nothing goes on without the client's word. */
function halted(/** @type {View} */ view) {
  const { client_device, client_ready, dropped, skipped } = player.state;
  const { item } = player.timeline.segments[view.segment];
  for (const button of document.querySelectorAll('[data-live="resume"]')) {
    button.toggleAttribute("disabled", !client_ready || view.check?.must === true);
  }
  checks.show(view);
  tell("resume-words", GO_ON[view.goes_on]);
  show("say-ready", !client_device && !client_ready);
  show("skip", ![...dropped, ...skipped].includes(item));
}

/** How long ago, in seconds or minutes. */
function ago(/** @type {number} */ seconds) {
  if (seconds < 60) return gettext("{seconds} s ago", { seconds });
  return gettext("{minutes} min ago", { minutes: Math.floor(seconds / 60) });
}
