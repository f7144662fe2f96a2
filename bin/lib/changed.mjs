// node changed.mjs BASE: which scenarios can notice what has changed since the commit BASE, uncommitted and new files included.
// Says so on standard error and prints "everything", "nothing", or filters for the test program, one argument a line.
//
// A module references Kernel only, so a change in one reaches another through src/Kernel/Contracts: it is noticed by the module's own
// scenarios, by those of the modules that use its contracts, and by the folders of tests that name it. What a change does
// two walls away is left to a whole run. Kernel, Web, migrations, and whatever builds or hosts the tests reach everything.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const base = process.argv[2];
const files = [...lines("diff", "--name-only", base), ...lines("ls-files", "--others", "--exclude-standard")];

// A house rule holds everywhere, and so does a class that visits every route.
const always = ["Guildhall.App.Tests.House.*", ...classesMarked('[Trait("Modules", "all")]')];

const changed = { modules: new Set(), folders: new Set(), everything: new Set() };
for (const file of files) sort(file);
report();

function sort(file) {
  const [, module] = /^src\/(?:Modules|Kernel\/Contracts)\/(\w+)\//.exec(file) ?? [];
  const [, folder] = /^tests\/App\.Tests\/(\w+)\//.exec(file) ?? [];
  if (module) changed.modules.add(module);
  else if (folder && folder !== "Hosting") changed.folders.add(folder);
  else if (file.startsWith("tests/Specimens/")) changed.folders.add("House");
  else if (!/^(docs|bench|tests\/App\.Browser)\/|\.md$|^\.git/.test(file)) changed.everything.add(file);
}

function report() {
  if (changed.everything.size > 0) {
    say(`Changed since ${base}: ${[...changed.everything].slice(0, 3).join(", ")}${changed.everything.size > 3 ? " …" : ""}. That can reach every scenario.`);
    console.log("everything");
  } else if (changed.modules.size + changed.folders.size === 0) {
    say(`Nothing that scenarios look at has changed since ${base}.`);
    console.log("nothing");
  } else {
    const folders = affected();
    const names = [...changed.modules, ...[...changed.folders].map((f) => `scenarios of ${f}`)];
    say(`Changed since ${base}: ${names.join(", ")}. Running the scenarios of ${folders.join(", ")}, and what concerns every module.`);
    for (const wanted of [...folders.map((f) => `Guildhall.App.Tests.${f}.*`), ...always]) console.log(`-class\n${wanted}`);
  }
}

function affected() {
  const users = folders("src/Modules").filter((m) => names(`src/Modules/${m}`, [...changed.modules].map((c) => `Guildhall.Kernel.Contracts.${c}`)));
  const modules = new Set([...changed.modules, ...users]);
  const named = [
    ...[...changed.modules].flatMap((c) => [`Guildhall.${c}`, `Guildhall.Kernel.Contracts.${c}`, `Guildhall.App.Tests.${c}`]),
    ...[...changed.folders].map((f) => `Guildhall.App.Tests.${f}`),
  ];
  return folders("tests/App.Tests")
    .filter((f) => f !== "Hosting" && f !== "House")
    .filter((f) => modules.has(f) || changed.folders.has(f) || names(`tests/App.Tests/${f}`, named));
}

// Whether a source in the folder names one of these namespaces.
function names(folder, namespaces) {
  if (namespaces.length === 0) return false;
  const any = new RegExp(`\\b(${namespaces.map((n) => n.replaceAll(".", "\\.")).join("|")})\\b`);
  return sources(folder).some((file) => any.test(readFileSync(file, "utf8")));
}

function classesMarked(mark) {
  return sources("tests/App.Tests").flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return text.split(mark).slice(1).map((after) => `Guildhall.App.Tests.${file.split("/")[2]}.${/\bclass (\w+)/.exec(after)[1]}`);
  });
}

function sources(folder) {
  return lines("ls-files", "--cached", "--others", "--exclude-standard", folder).filter((f) => /\.(cs|razor)$/.test(f));
}

function folders(folder) {
  return readdirSync(folder, { withFileTypes: true }).filter((e) => e.isDirectory() && !["bin", "obj"].includes(e.name)).map((e) => e.name);
}

function lines(...args) {
  return execFileSync("git", ["-c", "core.quotePath=false", ...args], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\n").filter(Boolean);
}

function say(text) {
  console.error(text);
}
