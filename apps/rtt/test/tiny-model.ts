import { writeFile } from "node:fs/promises";
import { Random } from "@rtt/core";
import { initializeWeights, saveModelFolder, wordLevelTokenizerFiles } from "@rtt/transformer";

export const WORDS: readonly string[] = [
  "<unk>",
  "<eos>",
  "hello",
  "my",
  "friend",
  "a",
  "b",
  "c",
  ",",
  ".",
  "yes",
  "no",
];

/** Writes a random model of one layer whose tokens are words, as a Hugging Face folder. */
export async function writeTinyModel(
  folder: string,
  words: readonly string[] = WORDS,
): Promise<void> {
  const config = {
    family: "llama",
    vocabularySize: words.length,
    hiddenSize: 8,
    intermediateSize: 16,
    layers: 1,
    heads: 2,
    keyHeads: 1,
    headSize: 4,
    ropeTheta: 10_000,
    normEpsilon: 1e-5,
    maxPositions: 64,
    tiedEmbeddings: true,
    attentionBias: false,
    headNorm: false,
    embeddingMultiplier: 1,
    attentionMultiplier: 0.5,
    residualMultiplier: 1,
    logitsScaling: 1,
  } as const;
  const template = "{% for message in messages %}{{ message.content }}{% endfor %}";
  await saveModelFolder(folder, {
    config,
    weights: initializeWeights(config, Random.fromSeed(1)),
    files: wordLevelTokenizerFiles(words, template, "<eos>"),
  });
}

/** Writes prompts that the tiny model can read, each with two criteria. */
export async function writePrompts(file: string, count = 2): Promise<void> {
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      key: i + 1,
      prompt: i % 2 === 0 ? "hello my friend" : "a b c",
      instruction_id_list: ["punctuation:no_comma", "keywords:existence"],
      kwargs: [{}, { keywords: ["hello"] }],
    }),
  );
  await writeFile(file, `${lines.join("\n")}\n`);
}
