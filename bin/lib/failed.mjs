// node failed.mjs SUITE: the methods that failed in artifacts/tests/SUITE.json, a line each; nothing where the suite left no result, or where
// so many failed that a second run would only cost time.
import { existsSync, readFileSync } from "node:fs";

const mostRunAgain = 12;
const file = `artifacts/tests/${process.argv[2]}.json`;
if (existsSync(file)) {
  const { tests } = JSON.parse(readFileSync(file, "utf8")).results;
  const methods = new Set(tests.filter(({ status }) => status === "failed").map(({ name }) => name.replace(/\(.*/s, "")));
  if (methods.size <= mostRunAgain) for (const method of methods) console.log(method);
}
