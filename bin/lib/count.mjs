// node count.mjs SUITE…: adds up artifacts/tests/SUITE.json (https://ctrf.io) and ends with "N passed, N failed".
// A suite without a result did not finish, which is a failure of its own. The slowest classes and what failed are said just above
// the sums, where somebody who sees only the end of a long log finds them.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { onlyOnSqlite } from "./queries.mjs";

const longestFailure = 3_000;
const slowestShown = 10;
const suites = process.argv.slice(2).map((name) => withSecondRun({ name, ...read(name) }));

for (const { name, tests } of suites) {
  for (const test of tests.filter(({ status }) => status === "failed")) {
    console.log(`failed on ${name}: ${test.name}`);
    console.log(indent([test.message, test.trace].filter(Boolean).join("\n").slice(0, longestFailure)));
  }
}

for (const { name, mended } of suites) {
  for (const test of mended) {
    console.log(`failed on ${name}, then passed alone: ${test.name}`);
    console.log(indent([test.message, test.trace].filter(Boolean).join("\n").slice(0, longestFailure)));
  }
}

console.log("slowest classes, in seconds of their tests:");
for (const { seconds, suite, name, count } of slowest()) {
  console.log(`${seconds.toFixed(1).padStart(8)}  ${suite.padEnd(8)}  ${name} (${count})`);
}

let passed = 0;
let failed = 0;
for (const { name, summary } of suites) {
  passed += summary.passed;
  failed += summary.failed;
  console.log(`${name}: ${summary.passed} passed, ${summary.failed} failed${summary.skipped ? `, ${summary.skipped} skipped` : ""}`);
}
const unasked = onlyOnSqlite();
if (unasked.length > 0) {
  // A hint and no verdict: the two drivers write some statements differently.
  console.log(`${unasked.length} statements were asked of SQLite only; they are in artifacts/tests/only-on-sqlite.txt (docs/testing.md)`);
  writeFileSync("artifacts/tests/only-on-sqlite.txt", unasked.join("\n"));
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function slowest() {
  const classes = new Map();
  for (const { name: suite, tests } of suites) {
    for (const test of tests) {
      const name = test.name.replace(/\(.*/s, "").split(".").slice(-3, -1).join(".");
      const known = classes.get(`${suite} ${name}`) ?? { suite, name, seconds: 0, count: 0 };
      classes.set(`${suite} ${name}`, { ...known, seconds: known.seconds + test.duration / 1000, count: known.count + 1 });
    }
  }
  return [...classes.values()].sort((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
}

// What failed and passed in the second run counts as passed; `mended` names it.
function withSecondRun(suite) {
  if (!existsSync(`artifacts/tests/${suite.name}.again.json`)) return { ...suite, mended: [] };
  const passed = new Set(read(`${suite.name}.again`).tests.filter(({ status }) => status === "passed").map(({ name }) => name));
  const isMended = (test) => test.status === "failed" && passed.has(test.name);
  const mended = suite.tests.filter(isMended);
  const { summary } = suite;
  return {
    ...suite,
    mended,
    tests: suite.tests.map((test) => (isMended(test) ? { ...test, status: "passed" } : test)),
    summary: { ...summary, passed: summary.passed + mended.length, failed: summary.failed - mended.length },
  };
}

function read(suite) {
  try {
    return JSON.parse(readFileSync(`artifacts/tests/${suite}.json`, "utf8")).results;
  } catch (error) {
    console.log(`${suite} left no result: ${error.message}`);
    return { tests: [], summary: { passed: 0, failed: 1, skipped: 0 } };
  }
}

function indent(text) {
  return text.replace(/^/gm, "    ");
}
