// Token ids of the stored lines by llama.cpp, which shares no code with the library that made them:
//
//   npm install --ignore-scripts node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1   (elsewhere)
//   node packages/transformer/scripts/compare-llama-cpp.mjs FOLDER_OF_THAT_INSTALL MODEL.gguf
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

const [install, modelFile] = process.argv.slice(2);
const find = createRequire(join(resolve(install), "package.json"));
const { getLlama } = await import(pathToFileURL(find.resolve("node-llama-cpp")));
const stored = new URL("../test/reference/smollm2-lines.json.gz", import.meta.url);
const { lines, ids } = JSON.parse(gunzipSync(readFileSync(stored)));

const llama = await getLlama({ gpu: false, build: "never" });
const model = await llama.loadModel({ modelPath: resolve(modelFile), vocabOnly: true });
let differences = 0;
for (const [i, line] of lines.entries()) {
  const theirs = model.tokenize(line, true).join(" ");
  if (theirs === ids[i].join(" ")) continue;
  differences++;
  console.log(
    `line ${i}: ${JSON.stringify(line)}\n  stored    ${ids[i].join(" ")}\n  llama.cpp ${theirs}`,
  );
}
console.log(`${differences} of ${lines.length} lines differ`);
process.exit(differences === 0 ? 0 : 1);
