import { openBackend, type BackendName } from "@rtt/backend";
import { Random } from "@rtt/core";
import { addLora, Optimizer, sampleTokens, supervisedStep, type Weights } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { families, roughDecoder, someTokens } from "./families.ts";

const settings = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-4,
  weightDecay: 0.1,
  maxGradNorm: 1,
};
const sequences = [5, 2, 8].map((length, n) => ({
  promptTokens: someTokens(2 + n, n),
  tokens: someTokens(length, 60 + n),
}));

test.each(Object.values(families))(
  "$family samples and learns the same with our kernels as with operations of TF.js",
  async (config) => {
    const [kernels, operations] = [await run("wasm", config), await run("cpu", config)];
    expect(kernels.tokens).toEqual(operations.tokens);
    kernels.logProbs.forEach((value, i) => expect(value).toBeCloseTo(operations.logProbs[i]!, 4));
    kernels.losses.forEach((loss, i) => expect(loss).toBeCloseTo(operations.losses[i]!, 4));
    for (const [name, { data }] of kernels.weights)
      data.forEach((value, i) =>
        expect(Math.abs(value - operations.weights.get(name)!.data[i]!)).toBeLessThan(1e-4),
      );
  },
);

async function run(
  backend: BackendName,
  config: (typeof families)["llama"],
): Promise<{ tokens: number[]; logProbs: number[]; losses: number[]; weights: Weights }> {
  await openBackend(backend);
  const before = tf.memory().numTensors;
  const decoder = roughDecoder(config);
  addLora(decoder, { rank: 2, targets: ["k_proj", "up_proj"] }, Random.fromSeed(1));
  const samples = sampleTokens(
    decoder,
    sequences.map(({ promptTokens }) => promptTokens),
    sequences.map((_, p) => [0, 1, 2].map((g) => Random.fromSeed(`${p}/${g}`))),
    [3, 4],
    { temperature: 0.7, topK: 9, topP: 0.95, maxNewTokens: 10 },
  ).flat();
  const optimizer = new Optimizer();
  const losses = Array.from(
    { length: 3 },
    () => supervisedStep(decoder, sequences, optimizer, settings, 20).loss,
  );
  const weights = await decoder.exportWeights();
  optimizer.dispose();
  decoder.dispose();
  expect(tf.memory().numTensors, `tensors leaked on ${backend}`).toBe(before);
  return {
    tokens: samples.flatMap(({ tokens }) => [...tokens]),
    logProbs: samples.flatMap(({ logProbs }) => [...logProbs]),
    losses,
    weights,
  };
}
