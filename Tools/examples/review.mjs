// Starts a review, plays it to the day of the visit, and prints its report. Usage: node review.mjs TRIAD FILE
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const pipe = spawn(process.argv[2], ["rpc", "--file", process.argv[3]], { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: pipe.stdout })[Symbol.asyncIterator]();
let count = 0;

async function ask(method, who, params) {
  const key = method === "report" || method === "show" ? {} : { key: `example:${++count}` }; // a question needs no key
  pipe.stdin.write(JSON.stringify({ jsonrpc: "2.0", id: count, method, params: { as: who, ...key, ...params } }) + "\n");
  const { result, error } = JSON.parse((await answers.next()).value);
  if (error) throw new Error(`${error.message} ${error.data.what_now ?? ""}`);
  return result;
}

const [id] = (await ask("start", "Ada Marsh", { workflow: "triad-review", subject: "alder-bank", roles: { lead: "cobble-hill", reviewer: "brackenford" } })).began;
await ask("do", "Ada Marsh", { case: id, event: "schedule", form: { papers_on: "2026-11-10", visit_on: "2026-12-08", visit_until: "2026-12-09", workshop_on: "2027-01-20", impact_on: "2027-06-15" } });
for (const who of ["Joan Kettle", "Leila Marchbank"]) await ask("do", who, { case: id, event: "accept-role", form: { confidentiality: true } });
console.log((await ask("show", "Ada Marsh", { case: id })).states[0].title);
console.log((await ask("report", "Joan Kettle", { case: id, name: "review", kind: "markdown" })).text);
pipe.stdin.end();
