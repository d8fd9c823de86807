// @ts-check
/** The client's screen: what to do, how hard, when to breathe, and a stop that always works. */
import { Checks } from "./checks.js";
import { Comfort } from "./comfort.js";
import { onKeys, onPress } from "./press.js";
import { mark, show, statusOf, tell } from "./screen.js";
import { Show, soundButton } from "./show.js";
import { gettext } from "./texts.js";

/** @typedef {import("./machine.js").View} View */

const BREATH = 4000; // milliseconds in, and as many out
const EFFORTS = /** @type {[number, string][]} */ ([
  [3, gettext("gentle")],
  [5, gettext("medium")],
  [10, gettext("firm")],
]);
const READY = {
  here: gettext("I am ready to go on"),
  next_stretch: gettext("Go on to the next stretch; this one is done for today"),
  end: gettext("Go on to the end; this one is done for today"),
};
const helper = document.body.dataset.helper ?? "";

const screen = new Show({ draw: render, welcomed: join });
const { player } = screen;
const comfort = new Comfort((rating) => player.act("comfort", rating));
const checks = new Checks(screen);
soundButton(screen);

for (const button of document.querySelectorAll("[data-act]")) {
  const act = /** @type {HTMLElement} */ (button).dataset.act ?? "";
  if (act === "same") button.addEventListener("click", () => comfort.repeat());
  else if (act !== "sound") button.addEventListener("click", () => player.act(act));
}
for (const button of document.querySelectorAll("[data-press]")) {
  const act = /** @type {HTMLElement} */ (button).dataset.press ?? "";
  onPress(button, () => player.act(act));
}
onKeys({ Escape: () => player.act("stop") });

/** Say that the client has a screen of their own: from now on only it can say "ready". */
function join() {
  const { status, client_device } = player.state;
  if (status !== "ended" && !client_device) player.act("join");
}

function render(/** @type {View} */ view) {
  const segment = player.timeline.segments[view.segment];
  const status = statusOf(view);
  for (const place of document.querySelectorAll('[data-live="phone"]')) {
    mark(place, "data-on", String(document.body.dataset.line === "open"));
  }
  words(view, status);
  effort(status === "running" && !view.too_much ? view.effort_percent : null);
  breath(status === "running" && segment.phase === "hold");
  show("say-ready", !player.state.client_ready);
  show("not-yet", player.state.client_ready);
  checks.show(view);
  const said = screen.said(view);
  const wanted = view.rating_wanted && status === "running";
  document.body.toggleAttribute("data-wanted", wanted);
  show("same", wanted && said !== null && said.stretch !== null && said.pain !== null);
  comfort.show(said);
}

function words(/** @type {View} */ view, /** @type {string} */ status) {
  const { stopped_by, client_ready, hurts } = player.state;
  const who = stopped_by && screen.nameOf(stopped_by);
  tell("by", status === "stopped" ? gettext("Stopped by {who}.", { who: who ?? "" }) : "");
  const say = /** @type {Record<string, string>} */ ({
    waiting: gettext("{helper} starts in a moment.", { helper }),
    paused: gettext("{helper} has paused. Nothing counts.", { helper }),
    ended: view.told ? view.cues.client : gettext("That was all."),
  })[status];
  tell("say", say ?? view.cues.client);
  const asked = view.rating_wanted && status === "running";
  const pain = hurts
    ? gettext("How much does it hurt now? Say it below.")
    : gettext("Any pain now? Say it below.");
  const ask = player.painSaid ? "" : pain;
  const going = client_ready ? gettext("{helper} goes on when you both are set.", { helper }) : ask;
  tell("note", status === "stopped" ? going : asked ? gettext("How strong? Any pain? Say it below.") : "");
  tell("ready-words", READY[view.goes_on]);
}

function effort(/** @type {number | null} */ percent) {
  show("effort", percent !== null);
  if (percent === null) return;
  const tenths = Math.max(1, Math.round(percent / 10));
  tell("effort-number", gettext("{tenths} of 10", { tenths }));
  tell("effort-word", EFFORTS.find(([most]) => tenths <= most)?.[1] ?? "");
  document.querySelectorAll(".effort rect").forEach((bar, index) => {
    mark(bar, "class", index < tenths ? "bar-on" : "bar-off");
  });
}

function breath(/** @type {boolean} */ holding) {
  show("breath", holding);
  if (!holding) return;
  const out = Math.floor(screen.clock.now() / BREATH) % 2 === 1;
  mark(document.querySelector('[data-live="breath"]'), "data-breath", out ? "out" : "in");
  tell("breath-word", out ? gettext("Breathe out") : gettext("Breathe in"));
}
