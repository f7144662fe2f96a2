// node count.mjs SUITE…: adds up artifacts/tests/SUITE.json (https://ctrf.io) and ends with "N passed, N failed".
// A suite without a result did not finish, which is a failure of its own. What failed is said just above the sums,
// where somebody who sees only the end of a long log finds it.
import { readFileSync } from "node:fs";

const longestFailure = 3_000;
const suites = process.argv.slice(2).map((name) => ({ name, ...read(name) }));

for (const { name, tests } of suites) {
  for (const test of tests.filter(({ status }) => status === "failed")) {
    console.log(`failed on ${name}: ${test.name}`);
    console.log(indent([test.message, test.trace].filter(Boolean).join("\n").slice(0, longestFailure)));
  }
}

let passed = 0;
let failed = 0;
for (const { name, summary } of suites) {
  passed += summary.passed;
  failed += summary.failed;
  console.log(`${name}: ${summary.passed} passed, ${summary.failed} failed${summary.skipped ? `, ${summary.skipped} skipped` : ""}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

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
