// node count.mjs SUITE…: adds up artifacts/tests/SUITE.json (https://ctrf.io) and ends with "N passed, N failed".
// A suite without a result did not finish, which is a failure of its own.
import { readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
for (const suite of process.argv.slice(2)) {
  const summary = read(suite);
  passed += summary.passed;
  failed += summary.failed;
  console.log(`${suite}: ${summary.passed} passed, ${summary.failed} failed${summary.skipped ? `, ${summary.skipped} skipped` : ""}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function read(suite) {
  try {
    return JSON.parse(readFileSync(`artifacts/tests/${suite}.json`, "utf8")).results.summary;
  } catch (error) {
    console.log(`${suite} left no result: ${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
