// Feeds the browser's inclinometer with the samples in a file; prints one line of JSON for each run.
//   node inclinometer.mjs FOLDER RUNS.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, runs] = process.argv.slice(2);
const { Inclinometer, warnings } = await import(pathToFileURL(`${folder}/inclinometer.js`));
const { PhoneCheck } = await import(pathToFileURL(`${folder}/phonecheck.js`));

for (const { how, samples } of JSON.parse(readFileSync(runs).toString())) {
  const news = [];
  if (how.check) {
    const check = new PhoneCheck((off) => news.push(off));
    for (const [at, x, y, z] of samples) check.feed({ at, gravity: [x, y, z] });
    console.log(JSON.stringify(news));
    continue;
  }
  const instrument = new Inclinometer(how, (one) => news.push(one));
  instrument.begin();
  for (const [at, x, y, z] of samples) instrument.feed({ at, gravity: [x, y, z] });
  console.log(JSON.stringify({ news, warnings: instrument.trials.map(warnings) }));
}
