// @ts-check
/** The inclinometer's page: asks for the sensor, tells what to do, and fills in what was read. */
import { Inclinometer, warnings } from "./inclinometer.js";
import { startSensor } from "./sensor.js";
import { PhoneCheck } from "./phonecheck.js";
import { gettext } from "./texts.js";
import { Voice } from "./voice.js";
import { keepAwake, tap } from "./wake.js";

/** @typedef {import("./inclinometer.js").News} News */

const how = JSON.parse(document.getElementById("how")?.textContent ?? "{}");
const page = /** @type {HTMLElement} */ (document.querySelector("[data-incline]"));
const voice = new Voice();
const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (page.querySelector(`[data-${name}]`));
const number = (/** @type {number} */ value) => String(Math.round(value)).replace("-", "−");

/** @type {Inclinometer | null} */
let running = null;
/** @type {PhoneCheck | null} */
let checking = null;

part("start").addEventListener("click", start);
part("check").addEventListener("click", check);
part("again").addEventListener("click", () => {
  running?.again();
  part("keep").hidden = true;
  list();
});

/** Browsers give the sensor, the voice and the wake lock only after a tap: this is the one. */
async function start() {
  if (!(await sensor())) return;
  keepAwake();
  running = new Inclinometer(how, hear);
  page.dataset.incline = "running";
  part("start").hidden = true;
  running.begin();
}

async function check() {
  if (!(await sensor())) return;
  checking = new PhoneCheck((off) => {
    part("checked").textContent = off === null ? gettext("Now turn it by half a turn.")
      : gettext("{off}° off level.", { off: off.toFixed(1) });
  });
  part("checked").textContent = gettext("Hold still.");
}

let started = false;
/** Whether samples come; if not, the page says why, and typing is one tap away. */
async function sensor() {
  if (started) return true;
  const problem = await startSensor((sample) => take(sample));
  part("problem").hidden = !problem;
  part("problem").textContent = problem;
  started = !problem;
  return started;
}

function take(/** @type {import("./still.js").Sample} */ sample) {
  checking?.feed(sample);
  if (!running) return;
  /** @type {HTMLProgressElement} */ (part("hold")).value = running.feed(sample);
  const now = running.live(sample.gravity);
  if (!running.isDone) part("live").textContent = now === null ? "–" : `${number(now)}°`;
}

function hear(/** @type {News} */ news) {
  const words = said(news);
  if (words) {
    part("told").textContent = words;
    voice.say(words);
  }
  if (["zero", "trial", "refused"].includes(news.kind)) tap(news.kind === "trial" ? 2 : 1);
  list();
  if (news.kind === "done") done();
}

/** @returns {string} */
function said(/** @type {News} */ news) {
  if (news.kind === "place") return place(news);
  if (news.kind === "zero") return gettext("Zero. Ready: move to the end and hold.");
  if (news.kind === "back") return "";
  if (news.kind === "refused") return refusal(news);
  if (news.kind === "done") return result();
  const read = gettext("{value} degrees, plus or minus {error}.", {
    value: number(news.trial.value),
    error: page.dataset.error ?? "",
  });
  const warning = warnings(news.trial) ? ` ${gettext("The phone leans: lay it along the limb.")}` : "";
  const more = how.places === 1 ? gettext("Back to the start.") : "";
  return `${read}${warning} ${more}`;
}

function place(/** @type {{place: string, pose: string, trial: number}} */ { place, pose, trial }) {
  if (how.places === 1) return gettext("Lay the phone down in the starting pose. Hold still.");
  const where = place === "near" ? gettext("On the nearer place. Hold still.") : gettext("On the farther place. Hold still.");
  const step = pose === "zero" ? gettext("Starting pose.") : gettext("End pose, try {trial}.", { trial });
  return `${step} ${where}`;
}

function refusal(/** @type {{because: string, by: number}} */ { because, by }) {
  const told = /** @type {Record<string, string>} */ ({
    lean: gettext("The phone leans by {by} degrees. Lay it along the limb, and hold again.", { by: number(by) }),
    moved: gettext("The body moved by {by} degrees. That try does not count.", { by: number(by) }),
    range: gettext("{by} degrees cannot be. Is zero right? Hold again.", { by: number(by) }),
  });
  return told[because];
}

function list() {
  const trials = running?.trials ?? [];
  part("again").hidden = trials.length === 0;
  part("tries").replaceChildren(
    ...trials.map((trial) => {
      const [item, note] = [document.createElement("li"), document.createElement("small")];
      item.textContent = `${number(trial.value)}°`;
      const warning = warnings(trial);
      if (warning) {
        item.dataset.warning = warning;
        note.textContent = warning === "lean" ? gettext("leans") : gettext("out of plane");
        item.append(note);
      }
      return item;
    }),
  );
}

/** The score as the measure has it: the mean, and the middle one where they spread. */
function score() {
  const values = (running?.trials ?? []).map(({ value }) => value).sort((a, b) => a - b);
  const [low, high] = [values[0], values[values.length - 1]];
  if (high - low <= how.spread) return values.reduce((sum, one) => sum + one, 0) / values.length;
  return values[Math.floor(values.length / 2)];
}

function result() {
  return gettext("Done: {value} degrees.", { value: number(score()) });
}

function done() {
  const trials = running?.trials ?? [];
  page.querySelectorAll("[data-trial]").forEach((field, index) => {
    /** @type {HTMLInputElement} */ (field).value = trials[index] ? trials[index].value.toFixed(1) : "";
  });
  part("score").textContent = `${number(score())}°`;
  part("keep").hidden = false;
  part("live").textContent = `${number(score())}°`;
}
