// @ts-check
/** The inclinometer's page: asks for the sensor, tells what to do, and fills in what was read. */
import { Inclinometer, warnings } from "./inclinometer.js";
import { missing, startSensor } from "./sensor.js";
import { PhoneCheck } from "./phonecheck.js";
import { Sound } from "./sound.js";
import { gettext } from "./texts.js";
import { Voice } from "./voice.js";
import { keepAwake, tap } from "./wake.js";

/** @typedef {import("./inclinometer.js").News} News */

const how = JSON.parse(document.getElementById("how")?.textContent ?? "{}");
const page = /** @type {HTMLElement} */ (document.querySelector("[data-incline]"));
const voice = new Voice();
const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (page.querySelector(`[data-${name}]`));
const number = (/** @type {number} */ value) => String(Math.round(value)).replace("-", "−");

const sound = new Sound();

/** @type {Inclinometer | null} */
let running = null;
/** @type {PhoneCheck | null} */
let checking = null;

part("start").addEventListener("click", start);
part("check").addEventListener("click", check);
part("again").addEventListener("click", () => {
  part("keep").hidden = true;
  running?.again();
});
let isSent = false;
part("keep").addEventListener("submit", (event) => {
  if (isSent) event.preventDefault(); // the second of two taps would keep it twice
  isSent = true;
});
window.addEventListener("pageshow", () => (isSent = false));
document.addEventListener("visibilitychange", () => running && keepAwake()); // given up while away
tellProblem(missing());

/** Browsers give the sensor, sound, the voice and the wake lock only from a tap: this is the one. */
async function start() {
  sound.wake();
  voice.say(gettext("One moment."));
  if (!(await sensor())) return;
  keepAwake();
  part("mute").hidden = voice.speaks;
  running = new Inclinometer(how, hear);
  part("start").hidden = true;
  part("stage").scrollIntoView({ block: "start" });
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
  tellProblem(problem);
  started = !problem;
  return started;
}

function tellProblem(/** @type {string} */ problem) {
  part("problem").hidden = !problem;
  part("why").textContent = problem;
  page.querySelector("[data-https]")?.toggleAttribute("hidden", window.isSecureContext);
  if (problem) /** @type {HTMLDetailsElement} */ (part("elsewhere")).open = true;
}

function take(/** @type {import("./still.js").Sample} */ sample) {
  checking?.feed(sample);
  if (!running) return;
  const held = running.feed(sample);
  /** @type {HTMLProgressElement} */ (part("hold")).value = held;
  page.toggleAttribute("data-holding", held > 0);
  if (!running.isDone) part("act").textContent = held > 0 ? gettext("Hold still") : act;
  const now = running.live(sample.gravity);
  if (!running.isDone) part("live").textContent = now === null ? "–" : `${number(now)}°`;
}

/** @type {News[]} */
let heard = [];
let act = ""; // what the body does now

/** What comes in one moment is told in one breath, or the next word would cut off the last. */
function hear(/** @type {News} */ news) {
  if (heard.push(news) === 1) queueMicrotask(tell);
  list();
  if (news.kind === "done") done();
}

function tell() {
  const news = heard;
  heard = [];
  const words = news.map(said).filter(Boolean).join(" ");
  if (words) {
    part("told").textContent = words;
    voice.say(words);
  }
  for (const { kind } of news) signal(kind);
  const now = doing(news[news.length - 1]);
  page.dataset.incline = now.state;
  part("act").textContent = act = now.act;
  const taken = running?.trials.length ?? 0;
  const all = taken < how.trials ? how.trials : how.trials + how.more;
  part("count").textContent = running?.isDone ? "" : gettext("{trial} of {all}", { trial: taken + 1, all });
}

/** Tones and buzzes for a phone that nobody looks at: go, got it, not so. */
function signal(/** @type {string} */ kind) {
  const tone = /** @type {Record<string, string>} */ ({ zero: "lengthen", trial: "end", refused: "push", restless: "push" })[kind];
  if (!tone) return;
  sound.plan(`${kind} ${performance.now()}`, tone, 0);
  tap(kind === "trial" ? 2 : 1);
}

/** What the body does now, in a word or two that can be read from across the room. */
function doing(/** @type {News} */ news) {
  const end = { state: "end", act: gettext("To the end") };
  if (news.kind === "done") return { state: "done", act: gettext("Done") };
  if (news.kind === "refused") return { state: "refused", act: gettext("Not yet") };
  if (news.kind === "restless") return { state: "refused", act: gettext("Too shaky") };
  if (news.kind === "zero") return end;
  if (news.kind === "place") return news.pose === "zero" ? { state: "zero", act: gettext("Start pose") } : end;
  return how.once ? { state: "back", act: gettext("Let go") } : { state: "back", act: gettext("Back") };
}

/** @returns {string} */
function said(/** @type {News} */ news) {
  if (news.kind === "place") return place(news);
  if (news.kind === "zero") return ready();
  if (news.kind === "back") return how.once ? gettext("Let go, then to the end again.") : gettext("Back to the start.");
  if (news.kind === "refused") return refusal(news);
  if (news.kind === "restless") {
    return gettext("It never comes to rest. Support the limb, or strap the phone on; or type the number in.");
  }
  if (news.kind === "done") return result();
  const read = gettext("{value} degrees, plus or minus {error}.", {
    value: number(news.trial.value),
    error: page.dataset.error ?? "",
  });
  return [read, warned(warnings(news.trial)), more(news.number)].filter(Boolean).join(" ");
}

/** Why three were not enough. */
function more(/** @type {number} */ taken) {
  if (taken !== how.trials || running?.isDone) return "";
  const values = running?.trials.map(({ value }) => value) ?? [];
  const range = number(Math.max(...values) - Math.min(...values));
  return gettext("They lie {range} degrees apart: {count} more.", { range, count: how.more });
}

function warned(/** @type {string} */ warning) {
  if (warning === "lean") return gettext("The phone leans: lay it along the limb.");
  return warning ? gettext("The limb went sideways: keep it in its plane.") : "";
}

function ready() {
  if (!how.once) return gettext("Zero. Ready: move to the end and hold.");
  return gettext("Zero. Ready: phone on the {place}, move to the end and hold.", { place: how.names[0] });
}

function place(/** @type {{place: string, pose: string, trial: number}} */ { place, pose, trial }) {
  const where = gettext("Phone on the {place}. Hold still.", { place: how.names[place === "far" ? 1 : 0] });
  const end = gettext("End pose, try {trial}.", { trial });
  if (pose === "end") return `${end} ${where}`;
  if (place === "far") return where;
  const still = gettext("Hold still.");
  return how.once ? `${how.zero} ${still}` : `${how.zero} ${where}`;
}

function refusal(/** @type {{because: string, by: number}} */ { because, by }) {
  const told = /** @type {Record<string, string>} */ ({
    lean: gettext("The phone leans by {by} degrees. Lay it along the limb, and hold again.", { by: number(by) }),
    moved: gettext("The body moved by {by} degrees. That try does not count.", { by: number(by) }),
    range: gettext("{by} degrees cannot be. Is zero right? Hold again.", { by: number(by) }),
    start: gettext("{by} degrees off the start. Bring it back; if it is back, hold on.", { by: number(by) }),
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
