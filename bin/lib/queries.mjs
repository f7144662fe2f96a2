// What the scenarios asked of SQLite and did not ask of PostgreSQL, by the lists that QueriesMade in tests/App.Tests/Hosting has
// written. Statements for one database only stand under a condition in the code and are told apart by the words of their dialect.
import { existsSync, readFileSync } from "node:fs";

const list = (suite) => `artifacts/tests/${suite}.queries`;
const dialect = /^(PRAGMA|SELECT total_changes|INSERT INTO search_entries|.*\bsqlite_|.*\bMATCH\b)/;

/** Empty unless both suites have run in full. */
export function onlyOnSqlite() {
  if (!existsSync(list("sqlite")) || !existsSync(list("postgres"))) return [];
  const asked = new Set(lines("postgres"));
  return lines("sqlite").filter((query) => !asked.has(query) && !dialect.test(query));
}

function lines(suite) {
  return readFileSync(list(suite), "utf8").split("\n").filter(Boolean);
}
