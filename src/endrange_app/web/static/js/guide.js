// @ts-check
/** What the client is to do with force and breath: bars, numbers and the circle that paces. */
import { mark, show, tell } from "./screen.js";
import { gettext } from "./texts.js";

/** @typedef {import("./machine.js").View} View */

const EFFORTS = /** @type {[number, string][]} */ ([
  [3, gettext("gentle")],
  [5, gettext("medium")],
  [10, gettext("firm")],
]);

/** Effort and breath of this moment, wherever the page has a place for them. */
export function guide(/** @type {View} */ view, /** @type {string} */ status) {
  const running = status === "running" && !view.waiting;
  const percent = running && !view.too_much ? view.effort_percent : null;
  const way = running ? view.breath : null;
  effort(percent);
  show("effort-breath", percent !== null && way !== null);
  show("breath", percent === null && way !== null);
  if (way) pace(way, view.breath_to_go);
}

/** The effort in words, such as "2 of 10, gentle". */
export function effortWords(/** @type {number} */ percent) {
  return gettext("{tenths} of 10, {word}", { tenths: tenthsOf(percent), word: wordOf(percent) });
}

const tenthsOf = (/** @type {number} */ percent) => Math.max(1, Math.round(percent / 10));
const wordOf = (/** @type {number} */ percent) =>
  EFFORTS.find(([most]) => tenthsOf(percent) <= most)?.[1] ?? "";

function effort(/** @type {number | null} */ percent) {
  show("effort", percent !== null);
  if (percent === null) return;
  tell("effort-number", gettext("{tenths} of 10", { tenths: tenthsOf(percent) }));
  tell("effort-word", wordOf(percent));
  for (const drawn of document.querySelectorAll(".effort svg")) {
    drawn.querySelectorAll("rect").forEach((bar, index) => {
      mark(bar, "class", index < tenthsOf(percent) ? "bar-on" : "bar-off");
    });
  }
}

function pace(/** @type {"in" | "out"} */ way, /** @type {number} */ toGo) {
  tell("breath-word", way === "out" ? gettext("Breathe out") : gettext("Breathe in"));
  for (const place of document.querySelectorAll('[data-live="breath"]')) {
    if (place.getAttribute("data-breath") === way) continue;
    /** @type {HTMLElement} */ (place).style.setProperty("--breath", `${toGo}ms`);
    place.setAttribute("data-breath", way);
  }
}
