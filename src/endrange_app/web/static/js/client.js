// @ts-check
/** The client's screen: what to do, how hard, when to breathe, and a stop that always works. */
import { Checks } from "./checks.js";
import { Comfort } from "./comfort.js";
import { guide } from "./guide.js";
import { Keys } from "./keys.js";
import { guard } from "./lock.js";
import { settingsPanel } from "./panel.js";
import { onPress } from "./press.js";
import { today } from "./range.js";
import { mark, show, statusOf, stoppedBy, tell } from "./screen.js";
import { Show } from "./show.js";
import { gettext } from "./texts.js";

/** @typedef {import("./machine.js").View} View */

const READY = {
  here: gettext("I am ready to go on"),
  next_stretch: gettext("Go on to the next stretch; this one is done for today"),
  end: gettext("Go on to the end; this one is done for today"),
};
const helper = document.body.dataset.helper ?? "";

const screen = new Show({ draw: render, welcomed: join });
const { player, preferences } = screen;
const comfort = new Comfort((rating) => player.act("comfort", rating));
const checks = new Checks(screen);
const keys = new Keys("client", preferences, (action) => player.act(action));
settingsPanel(preferences, keys, () => screen.sample());
guard(preferences);

const OWN = /** @type {Record<string, () => void>} */ ({
  same: () => comfort.repeat(),
  sound: () => preferences.set({ sound: !preferences.values.sound }),
  lock: () => preferences.set({ lock: !preferences.values.lock }),
  settings: () => undefined, // the dialog listens itself
});
for (const button of document.querySelectorAll("[data-act]")) {
  const act = /** @type {HTMLElement} */ (button).dataset.act ?? "";
  button.addEventListener("click", OWN[act] ?? (() => player.act(act)));
}
for (const button of document.querySelectorAll("[data-press]")) {
  const act = /** @type {HTMLElement} */ (button).dataset.press ?? "";
  onPress(button, () => player.act(act));
}

/** Say that the client has a screen of their own: from now on only it can say "ready". */
function join() {
  const { status, client_device } = player.state;
  if (status !== "ended" && !client_device) player.act("join");
}

function render(/** @type {View} */ view) {
  const status = statusOf(view);
  for (const place of document.querySelectorAll('[data-live="phone"]')) {
    mark(place, "data-on", String(document.body.dataset.line === "open"));
  }
  words(view, status);
  guide(view, status);
  tell("today", status === "running" || status === "paused" ? today(view, player) : "");
  show("say-ready", !player.state.client_ready);
  show("not-yet", player.state.client_ready);
  show("go", view.waiting);
  checks.show(view);
  asks(view, status);
}

/** Whether a number is wanted now, and which stand. */
function asks(/** @type {View} */ view, /** @type {string} */ status) {
  const said = screen.said(view);
  const wanted = isWanted(view, status);
  document.body.toggleAttribute("data-wanted", wanted);
  mark(document.body, "data-prompt", view.prompt);
  show("same", wanted && said !== null && said.stretch !== null && said.pain !== null);
  comfort.show(said);
}

const isWanted = (/** @type {View} */ view, /** @type {string} */ status) =>
  status === "running" && (view.rating_wanted || view.prompt !== "none");

function words(/** @type {View} */ view, /** @type {string} */ status) {
  const who = screen.nameOf(player.state.stopped_by) ?? "";
  tell("by", status === "stopped" ? stoppedBy(player, who) : "");
  const say = /** @type {Record<string, string>} */ ({
    waiting: gettext("{helper} starts in a moment.", { helper }),
    paused: gettext("{helper} has paused. Nothing counts.", { helper }),
    ended: view.told ? view.cues.client : gettext("That was all."),
  })[status];
  tell("say", say ?? (view.waiting ? gettext("Tap when you are ready.") : view.cues.client));
  tell("note", status === "stopped" ? whileStopped() : question(view, status));
  tell("ready-words", READY[view.goes_on]);
}

function whileStopped() {
  const { client_ready, hurts } = player.state;
  if (client_ready) return gettext("{helper} goes on when you both are set.", { helper });
  if (player.painSaid) return "";
  return hurts ? gettext("How much does it hurt now? Say it below.") : gettext("Any pain now? Say it below.");
}

function question(/** @type {View} */ view, /** @type {string} */ status) {
  if (!isWanted(view, status)) return "";
  return view.prompt === "again"
    ? gettext("Please answer: how strong? Any pain?")
    : gettext("How strong? Any pain? Say it below.");
}
