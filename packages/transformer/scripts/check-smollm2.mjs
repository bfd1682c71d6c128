// SmolLM2-135M-Instruct as we load and run it, against the numbers of Python's transformers in
// test/reference (made by scripts/reference.py from the same file):
//
//   npm run build && node packages/transformer/scripts/check-smollm2.mjs [MODEL.gguf] [BACKEND]
//
// Holds when no token id differs on 1,000 lines, the most likely token is the same at every position
// of 20 texts, and no logit differs by more than 1e-3.
import { openBackend } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { Decoder, loadModel, modelPath, readSafetensors } from "../dist/index.js";

const [path = modelPath("smollm2"), backend = "wasm"] = process.argv.slice(2);
const reference = new URL("../test/reference/", import.meta.url);
await openBackend(backend);
const started = performance.now();
const { config, weights, tokenizer } = await loadModel(path);
console.log(`loaded in ${((performance.now() - started) / 1000).toFixed(1)} s`);

const { lines, ids } = JSON.parse(
  gunzipSync(readFileSync(new URL("smollm2-lines.json.gz", reference))),
);
let wrongLines = 0;
let wrongSpans = 0;
for (const [i, line] of lines.entries()) {
  const tokens = await tokenizer.encode(line);
  if (tokens.join() !== ids[i].join()) wrongLines++;
  const { text, tokenSpans } = tokenizer.decode(tokens);
  const covered = tokenSpans.reduce(
    (end, span) => (span.start <= end ? Math.max(end, span.end) : NaN),
    0,
  );
  if (covered !== text.length) wrongSpans++;
}
console.log(
  `token ids: ${wrongLines} of ${lines.length} lines differ; spans with a gap: ${wrongSpans}`,
);

const stored = await readSafetensors(
  fileURLToPath(new URL("smollm2-logits.safetensors", reference)),
);
const [tokens, lengths, columns, largest, mostLikely, logits] = [
  "tokens",
  "lengths",
  "columns",
  "largest",
  "mostLikely",
  "logits",
].map((name) => stored.get(name).data);
const decoder = new Decoder(config, weights, { trainable: false });
const begun = performance.now();
let position = 0;
let agree = 0;
let worst = 0;
for (const length of lengths) {
  const text = Int32Array.from(tokens.subarray(position, position + length));
  let rows;
  tf.tidy(() => {
    rows = tf.matMul(decoder.hidden(text, 1, length), decoder.head, false, true).dataSync();
  });
  for (let t = 0; t < length; t++, position++) {
    const row = rows.subarray(t * config.vocabularySize, (t + 1) * config.vocabularySize);
    let best = 0;
    for (let id = 1; id < row.length; id++) if (row[id] > row[best]) best = id;
    if (best === mostLikely[position]) agree++;
    worst = Math.max(worst, Math.abs(row[best] - largest[position]));
    columns.forEach((id, c) => {
      worst = Math.max(worst, Math.abs(row[id] - logits[position * columns.length + c]));
    });
  }
}
const seconds = (performance.now() - begun) / 1000;
console.log(
  `logits (${backend}): largest difference ${worst.toExponential(2)}, same most likely token at ${agree} of ${position} positions, ${seconds.toFixed(1)} s`,
);
process.exit(wrongLines + wrongSpans === 0 && agree === position && worst <= 1e-3 ? 0 : 1);
