// Writes a small random model of each family with saveModelFolder, its logits beside it, for
// check-folders.py to open in Python:
//
//   node packages/transformer/scripts/write-folders.mjs OUT [MODEL.gguf]
//   python packages/transformer/scripts/check-folders.py OUT
//
// With a GGUF file, that model is saved too.
import { openBackend } from "@rtt/backend";
import { Random } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  Decoder,
  initializeWeights,
  loadModel,
  saveModelFolder,
  wordLevelTokenizerFiles,
  writeSafetensors,
} from "../dist/index.js";

const [out, gguf] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
await openBackend("wasm");

const llama = {
  family: "llama",
  vocabularySize: 40,
  hiddenSize: 24,
  intermediateSize: 36,
  layers: 2,
  heads: 4,
  keyHeads: 2,
  headSize: 6,
  ropeTheta: 700,
  normEpsilon: 1e-5,
  maxPositions: 64,
  tiedEmbeddings: false,
  attentionBias: false,
  headNorm: false,
  embeddingMultiplier: 1,
  attentionMultiplier: 1 / Math.sqrt(6),
  residualMultiplier: 1,
  logitsScaling: 1,
};
const configs = [
  llama,
  { ...llama, family: "qwen2", attentionBias: true, tiedEmbeddings: true },
  { ...llama, family: "qwen3", headNorm: true, headSize: 10, attentionMultiplier: 10 ** -0.5 },
  {
    ...llama,
    family: "granite",
    embeddingMultiplier: 4,
    attentionMultiplier: 0.25,
    residualMultiplier: 0.5,
    logitsScaling: 2,
  },
];
const words = ["<go>", "<end>", ...Array.from({ length: 38 }, (_, i) => `w${i}`)];
const files = wordLevelTokenizerFiles(words, "{{ messages[0].content }} <go>", "<end>");
for (const config of configs) {
  const random = Random.fromSeed(7);
  const weights = new Map(
    [...initializeWeights(config, random)].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value + 0.2 * random.normal()) },
    ]),
  );
  await save(config.family, { config, weights, files });
}
if (gguf !== undefined) await save("from-gguf", await loadModel(gguf));

async function save(name, model) {
  const folder = join(out, name);
  await saveModelFolder(folder, model);
  const decoder = new Decoder(model.config, model.weights, { trainable: false });
  const tokens = Int32Array.from({ length: 12 }, (_, i) => (7 * i + 3) % 40);
  const logits = tf.tidy(() =>
    tf.matMul(decoder.hidden(tokens, 1, 12), decoder.head, false, true).dataSync(),
  );
  const expected = [
    ["tokens", { shape: [1, 12], data: Float32Array.from(tokens) }],
    ["logits", { shape: [1, 12, model.config.vocabularySize], data: logits }],
  ];
  await writeSafetensors(join(out, `${name}-logits.safetensors`), new Map(expected));
}
