// Runs the browser's session machine over the runs in a file; prints one line of JSON for each.
//   node machine.mjs FOLDER RUNS.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, runs] = process.argv.slice(2);
const { replay, step } = await import(pathToFileURL(`${folder}/machine.js`));
const { BEGINNING } = await import(pathToFileURL(`${folder}/state.js`));
const { at } = await import(pathToFileURL(`${folder}/view.js`));
const { cuePoints } = await import(pathToFileURL(`${folder}/cue_points.js`));

const { timelines, of } = JSON.parse(readFileSync(runs).toString());
for (const { timeline, events, looks, ahead } of of) {
  const whole = timelines[timeline];
  const states = [BEGINNING];
  for (const event of events) states.push(step(states.at(-1), event, whole));
  const views = looks.map(([after, now]) => at(states[after], now, whole));
  const cues = looks.map(([after, now]) => cuePoints(states[after], now, whole, ahead));
  const folded = JSON.stringify(replay(whole, events)) === JSON.stringify(states.at(-1));
  console.log(JSON.stringify({ states: states.slice(1), views, cues, folded }));
}
