// @ts-check
/** What the helper sees of the client: numbers, how old they are, and whether the phone is there. */
import { mark, show, statusOf, tell } from "./screen.js";
import { gettext } from "./texts.js";

/**
 * @typedef {import("./machine.js").View} View
 * @typedef {import("./show.js").Show} Show
 */

const [WIDTH, HEIGHT] = [110, 26]; // of the drawn gauges
const ALONE = gettext("Cut off. Kept here until the line is back.");
const ON_THE_TABLE = ["running", "paused", "stopped"];
const client = document.body.dataset.client ?? "";

export function phone(/** @type {Show} */ screen) {
  const { client_device } = screen.player.state;
  const { line, status = "", layout = "" } = document.body.dataset;
  const [joined, cut] = [screen.reached, line !== "open"];
  for (const place of document.querySelectorAll('[data-live="phone"]')) {
    mark(place, "data-on", String(joined));
  }
  tell("phone-word", client_device || cut ? gettext("Phone not reachable") : gettext("No phone"));
  tell("offline-word", client_device ? gettext("{client}’s stop cannot reach you. Listen.", { client }) : ALONE);
  show("lost", client_device && !joined);
  show("relay", (!client_device || !joined) && status !== "waiting");
  show("rejoin", !joined && !cut && layout === "" && ON_THE_TABLE.includes(status));
}

export function feels(/** @type {View} */ view, /** @type {Show} */ screen) {
  const said = screen.said(view);
  const seconds = said ? Math.max(0, Math.round((screen.clock.now() - said.at) / 1000)) : 0;
  tell("ago", said ? ago(seconds) : gettext("not said yet"));
  gauge("stretch", said?.stretch);
  gauge("pain", said?.pain);
  const along = ((said?.stretch ?? 0) * WIDTH) / 10;
  const up = HEIGHT - 4 - (along * 20) / WIDTH;
  mark(document.querySelector('[data-live="stretch-fill"]'), "d", `M0 ${HEIGHT - 4}L${along} ${up}V${HEIGHT}H0Z`);
  mark(document.querySelector('[data-live="pain-fill"]'), "width", (said?.pain ?? 0) * (WIDTH / 10));
  const wanted = view.rating_wanted || view.prompt !== "none";
  document.body.toggleAttribute("data-wanted", wanted && statusOf(view) === "running");
  return said;
}

function gauge(/** @type {string} */ name, /** @type {number | null | undefined} */ value) {
  tell(name, value ?? "–");
  const place = document.querySelector(`.gauge [data-live="${name}"]`);
  place?.toggleAttribute("data-none", value === null || value === undefined);
}

/** How long ago, in seconds or minutes. */
function ago(/** @type {number} */ seconds) {
  if (seconds < 60) return gettext("{seconds} s ago", { seconds });
  return gettext("{minutes} min ago", { minutes: Math.floor(seconds / 60) });
}
