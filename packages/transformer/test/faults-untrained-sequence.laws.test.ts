import { openBackend } from "@rtt/backend";
import type { Objective, TrainingSequence } from "@rtt/core";
import { LocalPolicy } from "@rtt/transformer";
import { beforeAll, expect, test } from "vitest";
import { families, roughDecoder, someTokens } from "./families.ts";
import { wordTokenizer } from "./word-tokenizer.ts";

beforeAll(async () => {
  await openBackend("wasm");
});

/** Each token's gain is its advantage times its log-probability; every token weighs the same. */
const plainGain: Objective = {
  name: "test",
  weights: (lengthsN) => Float64Array.from(lengthsN, () => 0.1),
  sequence: (news, _, advantages) => ({
    lossT: Float64Array.from(news, (value, t) => -advantages[t]! * value),
    derivativeT: Float64Array.from(news, (_value, t) => -advantages[t]!),
    clippedT: new Int8Array(news.length),
  }),
};

const sequences = [3, 6, 2, 5].map((length, n): TrainingSequence => {
  const tokens = someTokens(length, 10 + n);
  return {
    promptTokens: someTokens(2, 20 + n),
    tokens,
    oldLogProbs: new Float32Array(length),
    advantages: Float32Array.from(tokens, (_, t) => n - 1.5 + t / 4),
  };
});

async function stepOn(batch: readonly TrainingSequence[]): Promise<unknown> {
  const decoder = roughDecoder(families.llama);
  const policy = new LocalPolicy({ decoder, tokenizer: wordTokenizer() });
  const report = await policy.step(batch, 1, plainGain, {
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay: 0,
    maxGradNorm: Infinity,
  });
  const weights = await decoder.exportWeights();
  policy.dispose();
  decoder.dispose();
  return { report, weights };
}

test.each([0, 1, 2, 3, 4])(
  "a sequence of which nothing is trained changes nothing, at place %i of the batch",
  async (place) => {
    const idle = { ...sequences[1]!, trainable: new Uint8Array(6) };
    expect(await stepOn(sequences.toSpliced(place, 0, idle))).toEqual(await stepOn(sequences));
  },
);
