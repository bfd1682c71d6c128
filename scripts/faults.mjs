// Shows that the laws can fail: puts each known fault into a copy of the source, one at a time, and
// runs the tests that should notice. Exit code 1 when a fault survives or no longer fits the source.
//
//   npm run faults             all of them
//   npm run faults -- padding  those whose words or file contain "padding"
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { setPriority, tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { creditFaults } from "./faults/credit.mjs";
import { modelFaults } from "./faults/model.mjs";
import { rubricFaults } from "./faults/rubrics.mjs";
import { trainerFaults } from "./faults/trainer.mjs";

/** Longer than any of the test files takes. */
const patience = 180_000;

// Children inherit it: whoever works beside this goes first.
setPriority(10);

const root = resolve(import.meta.dirname, "..");
const wanted = process.argv[2]?.toLowerCase() ?? "";
const faults = [...creditFaults, ...rubricFaults, ...trainerFaults, ...modelFaults].filter(
  ({ fault, file }) => `${fault} ${file}`.toLowerCase().includes(wanted),
);

const copy = realpathSync(mkdtempSync(join(tmpdir(), "rtt-faults-")));
let child;
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => {
    child?.kill();
    process.exit(1);
  });
copyWorkingTree();

const started = performance.now();
const files = [...new Set(faults.flatMap(({ tests }) => tests))];
console.log(`${faults.length} faults; first without any: ${files.length} test files`);
const clean = await runTests(files);
if (clean.outcome !== "passed") {
  console.error(`The tests must pass before a fault can make them fail: ${clean.detail}`);
  process.exit(1);
}

let survivors = 0;
for (const fault of faults) {
  const path = join(copy, fault.file);
  const source = readFileSync(path, "utf8");
  const places = source.split(fault.from).length - 1;
  if (places === 1)
    writeFileSync(
      path,
      source.replace(fault.from, () => fault.to),
    );
  const result =
    places === 1
      ? await runTests(fault.tests)
      : { outcome: "misfit", detail: `its text stands ${places} times in the file, not once` };
  writeFileSync(path, source);
  const caught = result.outcome === "failed";
  if (!caught) survivors += 1;
  console.log(
    `${caught ? "yes" : "NO "} | ${fault.fault} | ${fault.file.replace("packages/", "")} | ${result.detail}`,
  );
}
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${faults.length - survivors} of ${faults.length} faults caught in ${seconds} s`);
process.exit(survivors === 0 ? 0 : 1);

/** Files of the project as they stand, and links to what is installed. Links between packages stay inside. */
function copyWorkingTree() {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const tracked = execFileSync("git", list, { cwd: root, encoding: "utf8" });
  for (const name of tracked.split("\0").filter((file) => file && existsSync(join(root, file)))) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    cpSync(join(root, name), join(copy, name));
  }
  const installed = join(root, "node_modules");
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(installed))
    if (![".vite", ".vite-temp", ".cache"].includes(name))
      symlinkSync(join(installed, name), join(copy, "node_modules", name));
  for (const folder of ["packages", "apps"])
    for (const name of readdirSync(join(copy, folder))) copyLinks(join(folder, name));
}

function copyLinks(workspace) {
  const from = join(root, workspace, "node_modules");
  const to = join(copy, workspace, "node_modules");
  if (!existsSync(from)) return;
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  const scope = join(to, "@rtt");
  for (const name of existsSync(scope) ? readdirSync(scope) : [])
    if (!realpathSync(join(scope, name)).startsWith(copy + sep))
      throw new Error(`${workspace}: @rtt/${name} leads out of the copy`);
}

/** Runs test files in the copy; `failed` only where a test failed, not where one could not start. */
async function runTests(tests) {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const bin = join(copy, "node_modules", "vitest", "vitest.mjs");
  const projects = [...new Set(tests.map((test) => test.split("/")[1]))];
  const args = ["run", "--bail", "1", "--reporter", "json", "--outputFile", report];
  for (const name of projects) args.push("--project", `@rtt/${name}`);
  child = spawn(process.execPath, [bin, ...args, ...tests], { cwd: copy, stdio: "ignore" });
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  await new Promise((done) => child.on("close", done));
  clearTimeout(timer);
  if (!existsSync(report)) return { outcome: "broken", detail: "the tests did not come to an end" };
  const { success, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .find(({ status }) => status === "failed");
  if (failed !== undefined) return { outcome: "failed", detail: failed.fullName.trim() };
  if (success) return { outcome: "passed", detail: "survived" };
  const broken = testResults.find(({ status }) => status === "failed");
  return { outcome: "broken", detail: `does not load: ${broken?.message?.split("\n")[0]}` };
}
