// What the browser makes of answers: for each case in a file, which questions are put and which red
// flags were said; one line of JSON for each.
//   node branching.mjs FOLDER CASES.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, file] = process.argv.slice(2);
const { Case } = await import(pathToFileURL(`${folder}/branching.js`));
const { read } = await import(pathToFileURL(`${folder}/fields.js`));

const { paper, cases } = JSON.parse(readFileSync(file).toString());
for (const { fields, today } of cases) {
  const said = {};
  for (const [id, sent] of Object.entries(fields)) {
    const one = read(id, paper.questions[id].kind, sent);
    if (one) said[id] = one;
  }
  const now = new Case(paper.questions, said, today);
  const put = Object.keys(paper.questions).filter((id) => now.isPut(id));
  const red = now.red(paper.red).map(({ id }) => id);
  const waiting = now.waiting(paper.red).map(({ flag, question }) => `${flag.id}:${question}`);
  console.log(JSON.stringify({ put, red, waiting }));
}
