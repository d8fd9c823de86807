/**
 * Play cues while the page is kept busy; note when each was to sound and when it did.
 * ``window.measure(how, count)`` resolves to pairs of [due, heard] in milliseconds of the sound card.
 */
import { Sound } from "/app/js/sound.js";

const [BUSY, EVERY, APART, AHEAD] = [60, 130, 700, 2000]; // milliseconds
let [context, recorder] = [null, null];
const heard = [];

// What goes to the loudspeaker goes to the recorder too; the modules under test stay as they are.
const connect = AudioNode.prototype.connect;
AudioNode.prototype.connect = function (to, ...more) {
  if (to instanceof AudioDestinationNode && this !== recorder) {
    context ??= this.context;
    if (recorder) connect.call(this, recorder);
  }
  return connect.call(this, to, ...more);
};
const Plain = window.AudioContext;
window.AudioContext = class extends Plain {
  constructor(...given) {
    super(...given);
    context = this;
  }
};

function block() {
  const until = performance.now() + BUSY;
  while (performance.now() < until);
}

/** The sound card's time, in seconds, at a moment of the page. */
function cardTime(moment) {
  const { contextTime, performanceTime } = context.getOutputTimestamp();
  return contextTime + (moment - performanceTime) / 1000;
}

window.measure = async (how, count) => {
  const sound = new Sound();
  sound.wake();
  await context.audioWorklet.addModule("/bench/recorder.js");
  recorder = new AudioWorkletNode(context, "recorder");
  recorder.port.onmessage = ({ data }) => heard.push(data);
  connect.call(recorder, context.destination);
  await new Promise((done) => setTimeout(done, 500));
  setInterval(block, EVERY);
  const begin = performance.now() + AHEAD;
  const due = Array.from({ length: count }, (_, n) => begin + n * APART);
  const expected = due.map(cardTime);
  if (how === "planned") planned(sound, due);
  else due.forEach((moment, n) => setTimeout(() => late(sound, n), moment - performance.now()));
  await new Promise((done) => setTimeout(done, AHEAD + count * APART + 1000));
  return expected.map((one) => [1000 * one, 1000 * nearest(one)]);
};

/** As the session page does: each frame hands the next two seconds to the sound card. */
function planned(sound, due) {
  const frame = () => {
    due.forEach((moment, n) => {
      const wait = moment - performance.now();
      if (wait < AHEAD && wait > 0) sound.plan(`cue ${n}`, "hold", wait);
    });
    if (performance.now() < due.at(-1)) setTimeout(frame, 100);
  };
  frame();
}

/** As a page without a plan does: the tone begins when the timer gets its turn. */
function late(sound, n) {
  sound.plan(`cue ${n}`, "hold", 0);
}

function nearest(expected) {
  return heard.reduce((best, one) => (Math.abs(one - expected) < Math.abs(best - expected) ? one : best), Infinity);
}
