// @ts-check
/** The helper's screen: conducts, shows hands and what the client feels. */
import { Checks } from "./checks.js";
import { Comfort } from "./comfort.js";
import { feels, phone } from "./feeling.js";
import { guide } from "./guide.js";
import { progress, then, words } from "./helper_words.js";
import { Keys } from "./keys.js";
import { guard } from "./lock.js";
import { useMediaKeys } from "./media.js";
import { settingsPanel } from "./panel.js";
import { onPress } from "./press.js";
import { RangeForm } from "./range.js";
import { mark, show, statusOf, tell } from "./screen.js";
import { Show } from "./show.js";
import { follow } from "./strip.js";
import { gettext } from "./texts.js";

/** @typedef {import("./machine.js").View} View */

const screen = new Show({ draw: render });
const { player, preferences } = screen;
const comfort = new Comfort((rating) => player.act("comfort", rating));
const range = new RangeForm((degrees) => player.act("range", { degrees }));
const checks = new Checks(screen);
const keys = new Keys("helper", preferences, act);
settingsPanel(preferences, keys, () => screen.sample());
guard(preferences);

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
  hurts: ON_THE_WAY,
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
  if (kind === "turn") return act(document.body.hasAttribute("data-waiting") ? "next" : (TURN[status()] ?? "stop"));
  if (!(WHEN[kind]?.includes(status()) ?? true)) return;
  player.act(kind);
  if (kind === "start" && preferences.values.wait) player.act("wait");
}

const OWN = /** @type {Record<string, () => void>} */ ({
  same: () => comfort.repeat(),
  sound: () => preferences.set({ sound: !preferences.values.sound }),
  lock: () => preferences.set({ lock: !preferences.values.lock }),
  share: () => preferences.set({ layout: "turned" }),
  settings: () => undefined, // the dialog listens itself
});
for (const button of document.querySelectorAll("[data-act]")) {
  const kind = /** @type {HTMLElement} */ (button).dataset.act ?? "";
  button.addEventListener("click", OWN[kind] ?? (() => act(kind)));
}
for (const button of document.querySelectorAll("[data-press]")) {
  const kind = /** @type {HTMLElement} */ (button).dataset.press ?? "";
  onPress(button, () => act(kind));
}
preferences.onChange(prefer);
document.addEventListener("click", () => useMediaKeys(preferences.values.media, act));
prefer();

/** Layout, lock and waiting, as this device prefers them. */
function prefer() {
  const { layout, wait, media } = preferences.values;
  mark(document.body, "data-layout", layout);
  document.body.toggleAttribute("data-shared", layout !== "");
  useMediaKeys(media && (navigator.userActivation?.hasBeenActive ?? false), act);
  const waits = player.state?.waits ?? false;
  if (wait !== waits && ["paused", "stopped"].includes(status())) player.act(wait ? "wait" : "flow");
}

function render(/** @type {View} */ view) {
  const { timeline, state } = player;
  progress(view, screen);
  words(view, screen);
  guide(view, statusOf(view));
  then(view, screen);
  phone(screen);
  comfort.show(feels(view, screen));
  range.show(view, player);
  halted(view);
  answerForTheSilent(view);
  for (const button of document.querySelectorAll("[disabled][data-act=start]")) {
    button.removeAttribute("disabled"); // the session is here: it can begin
  }
  follow(timeline, view);
  const over = view.finished && state.status === "running" && player.outbox.waiting.length === 0;
  if (over) player.act("end"); // the clock has run out: this device conducts, so it says so
}

/**
 * Nobody has answered for ten seconds: one device says so, the one that is looked at. Silence of a
 * phone that could not be reached tells nothing: the screen asks to ask aloud.
 */
function answerForTheSilent(/** @type {View} */ view) {
  const known = Object.values(player.timeline.reactions ?? {}).some(({ word }) => word === "silent");
  const seen = document.visibilityState === "visible";
  if (view.prompt === "silent" && known && seen && screen.reachedLongEnough) player.act("sensation", { word: "silent" });
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
