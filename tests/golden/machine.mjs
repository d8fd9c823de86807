// Runs the browser's session machine over the runs in a file; prints one line of JSON for each.
//   node machine.mjs MACHINE.js RUNS.json
import { readFileSync } from "node:fs";

const [machine, runs] = process.argv.slice(2).map((path) => readFileSync(path));
const address = `data:text/javascript;base64,${machine.toString("base64")}`;
const { at, replay, step, BEGINNING } = await import(address);

const { timelines, of } = JSON.parse(runs.toString());
for (const { timeline, events, looks } of of) {
  const whole = timelines[timeline];
  const states = [BEGINNING];
  for (const event of events) states.push(step(states.at(-1), event, whole));
  const views = looks.map(([after, now]) => at(states[after], now, whole));
  const folded = JSON.stringify(replay(whole, events)) === JSON.stringify(states.at(-1));
  console.log(JSON.stringify({ states: states.slice(1), views, folded }));
}
