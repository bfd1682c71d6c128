import { openBackend } from "@rtt/backend";
import {
  ConfigError,
  NumericError,
  Random,
  type Prompt,
  type StepReport,
  type TrainingSequence,
} from "@rtt/core";
import { Decoder, LocalPolicy, supervisedStep, Optimizer, type Weights } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { families, roughDecoder, roughWeights, someTokens } from "./families.ts";
import { referenceLogits, referenceLogProb } from "./reference-decoder.ts";
import { clippedRatio, referenceReport, someBatch, temperature } from "./reference-report.ts";
import { wordTokenizer } from "./word-tokenizer.ts";

const optimizer = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0.1,
  maxGradNorm: 1,
};
let tensorsBefore = 0;
beforeAll(async () => {
  await openBackend("wasm");
});
beforeEach(() => {
  tensorsBefore = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors, "tensors leaked").toBe(tensorsBefore);
});

describe("a step", () => {
  test("is the same for any split into micro-batches and any order", async () => {
    const batch = someBatch(9);
    const runs = [];
    for (const [maxTokens, order] of [
      [8192, batch],
      [60, batch],
      [1, batch],
      [60, batch.toReversed()],
    ] as const)
      runs.push(await oneStep(order, { maxTokens }));
    const [whole, ...splits] = runs;
    for (const split of splits) {
      expect(Math.abs(split.report.loss / whole!.report.loss - 1)).toBeLessThan(1e-6);
      expect(Math.abs(split.report.gradNorm / whole!.report.gradNorm - 1)).toBeLessThan(1e-6);
      expect(split.report.entropy).toBeCloseTo(whole!.report.entropy, 5);
      expect(split.report.trainedTokens).toBe(whole!.report.trainedTokens);
      expect(worstGap(split.weights, whole!.weights)).toBeLessThan(2e-6);
    }
  });

  test("reports what the reference decoder computes", async () => {
    const batch = someBatch(5);
    const { report } = await oneStep(batch, {});
    const expected = referenceReport(batch);
    for (const [name, value] of Object.entries(expected))
      expect(report[name as keyof StepReport], name).toBeCloseTo(value, 4);
    expect(report.clippedLow).toBeGreaterThan(0);
    expect(report.clippedHigh).toBeGreaterThan(0);
  });

  test("has the gradient of the whole batch's loss", async () => {
    const batch = someBatch(4);
    const name = "model.layers.0.mlp.up_proj.weight";
    const loss = (weights: Weights): number => referenceReport(batch, weights).loss;
    const weights = roughWeights(families.llama, 1);
    // A first Adam update with a huge epsilon is -rate * gradient / epsilon.
    const settings = {
      ...optimizer,
      learningRate: 1e6,
      epsilon: 1e6,
      weightDecay: 0,
      maxGradNorm: Infinity,
    };
    const { weights: after } = await oneStep(batch, { settings });
    const before = weights.get(name)!;
    for (const place of [3, 50, 200]) {
      const moved = (by: number): number => {
        const data = Float64Array.from(before.data) as unknown as Float32Array;
        data[place]! += by;
        return loss(new Map(weights).set(name, { ...before, data }));
      };
      const slope = (moved(1e-4) - moved(-1e-4)) / 2e-4;
      const change = before.data[place]! - after.get(name)!.data[place]!;
      expect(Math.abs(change - slope)).toBeLessThan(1e-3 * Math.max(0.05, Math.abs(slope)));
    }
  });

  test("leaves untrainable tokens out, whatever stands in their place", async () => {
    const batch = someBatch(4).map((sequence, n) => {
      const trainable = Uint8Array.from(sequence.tokens, (_, t) => Number((t + n) % 3 !== 0));
      return { ...sequence, trainable };
    });
    const poisoned = batch.map((sequence) => ({
      ...sequence,
      advantages: sequence.advantages.map((a, t) => (sequence.trainable[t] === 1 ? a : Number.NaN)),
      oldLogProbs: sequence.oldLogProbs.map((a, t) =>
        sequence.trainable[t] === 1 ? a : Number.NaN,
      ),
    }));
    const [clean, other] = [await oneStep(batch, {}), await oneStep(poisoned, {})];
    expect(other).toEqual(clean);
    const trained = batch.reduce(
      (sum, s) => sum + s.trainable.filter((flag) => flag === 1).length,
      0,
    );
    expect(clean.report.trainedTokens).toBe(trained);
    for (const [name, value] of Object.entries(referenceReport(batch)))
      expect(clean.report[name as keyof StepReport], name).toBeCloseTo(value, 4);
    const nothing = { ...batch[0]!, trainable: batch[0]!.trainable.map(() => 0) };
    await expect(oneStep([nothing], {})).rejects.toThrow(ConfigError);
  });

  test("finds a response by the length of its prompt, also where the prompt contains it", async () => {
    const tokens = Int32Array.of(5, 6);
    const promptTokens = Int32Array.of(5, 6, 5, 6, 7);
    const decoder = roughDecoder(families.llama);
    const policy = new LocalPolicy({ decoder, tokenizer: wordTokenizer() });
    const [rows] = await policy.logProbs([{ promptTokens, tokens }], temperature);
    const logits = referenceLogits(
      families.llama,
      roughWeights(families.llama, 1),
      Int32Array.of(...promptTokens, ...tokens),
    );
    expect(rows![0]).toBeCloseTo(referenceLogProb(logits[4]!, 5, temperature), 4);
    expect(rows![1]).toBeCloseTo(referenceLogProb(logits[5]!, 6, temperature), 4);
    decoder.dispose();
    policy.dispose();
  });

  test("with a loss that is not finite changes nothing", async () => {
    const decoder = roughDecoder(families.llama);
    const policy = new LocalPolicy({ decoder, tokenizer: wordTokenizer(), maxTokens: 30 });
    const batch = someBatch(4);
    batch[2]!.advantages[0] = Number.NaN;
    await expect(policy.step(batch, temperature, clippedRatio, optimizer)).rejects.toThrow(
      NumericError,
    );
    expect(await decoder.exportWeights()).toEqual(roughWeights(families.llama, 1));
    policy.dispose();
    decoder.dispose();
  });
});

describe("sampling", () => {
  const prompts: Prompt[] = ["w3 w4", "w5", "w1 w2 w3 w4"].map((content, p) => ({
    id: `p${p}`,
    messages: [{ role: "user", content }],
    criteria: [],
  }));
  const settings = { temperature, topK: 0, topP: 1, maxNewTokens: 8 };

  test("gives rollouts whose log-probabilities and texts are those of their tokens", async () => {
    const decoder = roughDecoder(families.granite);
    const policy = new LocalPolicy({ decoder, tokenizer: wordTokenizer() });
    const groups = await policy.sample(prompts, 8, settings, Random.fromSeed(1));
    const rollouts = groups.flat();
    expect(groups.map((group) => group.length)).toEqual([8, 8, 8]);
    expect([...groups[0]![0]!.promptTokens]).toEqual([3, 4, 0]);
    const rows = await policy.logProbs(rollouts, temperature);
    rollouts.forEach(({ logProbs }, n) =>
      logProbs.forEach((value, t) => expect(Math.abs(value - rows[n]![t]!)).toBeLessThan(1e-4)),
    );
    expect(new Set(rollouts.map(({ id }) => id)).size).toBe(24);
    expect(new Set(rollouts.map(({ stopReason }) => stopReason)).size).toBe(2);
    for (const { tokens, text, tokenSpans, stopReason } of rollouts) {
      const words = Array.from(tokens, (id) => (id === 22 ? "" : `w${id}`));
      expect(tokenSpans.map(({ start, end }) => text.slice(start, end))).toEqual(words);
      expect(text).toBe(words.filter((word) => word !== "").join(" "));
      if (stopReason === "stop")
        expect(tokenSpans.at(-1)).toEqual({ start: text.length, end: text.length });
    }
    policy.dispose();
    decoder.dispose();
  });

  test("in parts gives the rollouts of sampling all together", async () => {
    const decoder = roughDecoder(families.granite);
    const draw = (maxRows: number): Promise<unknown> =>
      new LocalPolicy({ decoder, tokenizer: wordTokenizer(), maxRows })
        .sample(prompts, 4, settings, Random.fromSeed(1))
        .then((groups) => groups.map((group) => group.map(({ tokens }) => [...tokens])));
    const whole = await draw(64);
    for (const maxRows of [1, 3, 4, 6, 8]) expect(await draw(maxRows)).toEqual(whole);
    decoder.dispose();
  });

  test("takes as many rows together as it may, whole groups where they fit", async () => {
    const decoder = new WatchedDecoder(families.granite, roughWeights(families.granite, 1));
    const most = async (maxRows: number): Promise<number> => {
      decoder.mostRows = 0;
      const policy = new LocalPolicy({ decoder, tokenizer: wordTokenizer(), maxRows });
      await policy.sample(prompts, 4, settings, Random.fromSeed(1));
      return decoder.mostRows;
    };
    const rows = [];
    for (const maxRows of [1, 3, 4, 6, 8, 64]) rows.push(await most(maxRows));
    expect(rows).toEqual([1, 3, 4, 4, 8, 12]);
    decoder.dispose();
  });
});

test("supervised steps learn a sequence by heart, and report the mean loss of its tokens", () => {
  const weights = roughWeights(families.qwen3, 1);
  const decoder = new Decoder(families.qwen3, weights);
  const moments = new Optimizer();
  const sequences = [4, 7, 3].map((length, n) => ({
    promptTokens: someTokens(3, 40 + n),
    tokens: someTokens(length, 50 + n),
  }));
  const losses = Array.from(
    { length: 40 },
    () => supervisedStep(decoder, sequences, moments, { ...optimizer, weightDecay: 0 }, 15).loss,
  );
  const expected = sequences.flatMap(({ promptTokens, tokens }) => {
    const logits = referenceLogits(
      families.qwen3,
      weights,
      Int32Array.of(...promptTokens, ...tokens),
    );
    return Array.from(tokens, (token, t) => -referenceLogProb(logits[t + 2]!, token, 1));
  });
  expect(losses[0]).toBeCloseTo(expected.reduce((a, b) => a + b, 0) / 14, 4);
  expect(losses.at(-1)).toBeLessThan(0.3 * losses[0]!);
  moments.dispose();
  decoder.dispose();
});

/** Counts the rows that get a token together. */
class WatchedDecoder extends Decoder {
  mostRows = 0;

  override run(...args: Parameters<Decoder["run"]>): tf.Tensor2D {
    const [, positions] = args;
    const prompts = positions.includes(0);
    if (!prompts) this.mostRows = Math.max(this.mostRows, positions.length);
    return super.run(...args);
  }
}

async function oneStep(
  batch: readonly TrainingSequence[],
  { maxTokens, settings = optimizer }: { maxTokens?: number; settings?: typeof optimizer },
): Promise<{ report: StepReport; weights: Weights }> {
  const decoder = roughDecoder(families.llama);
  const policy = new LocalPolicy({
    decoder,
    tokenizer: wordTokenizer(),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  });
  try {
    const report = await policy.step(batch, temperature, clippedRatio, settings);
    return { report, weights: await decoder.exportWeights() };
  } finally {
    policy.dispose();
    decoder.dispose();
  }
}

function worstGap(a: Weights, b: Weights): number {
  let worst = 0;
  for (const [name, { data }] of a)
    data.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - b.get(name)!.data[i]!))));
  return worst;
}
