// Builds what is not built yet. Silent unless it takes a while or fails, so that the output of the
// command that follows stays clean.
import { spawn } from "node:child_process";

const child = spawn(
  "npx",
  ["turbo", "run", "build", "--filter=rtt-app", "--output-logs=errors-only"],
  {
    shell: process.platform === "win32",
  },
);
const notice = setTimeout(() => process.stderr.write("Building ...\n"), 2000);
let output = "";
for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
child.on("close", (code) => {
  clearTimeout(notice);
  if (code !== 0) process.stderr.write(output);
  process.exit(code ?? 1);
});
