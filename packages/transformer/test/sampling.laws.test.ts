import { openBackend } from "@rtt/backend";
import { ConfigError, Random, NumericError } from "@rtt/core";
import { Decoder, sampleTokens, type DecoderConfig, type SampledTokens } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, beforeEach, afterEach, describe, expect, test } from "vitest";
import { families, roughDecoder, roughWeights, someTokens } from "./families.ts";
import { referenceLogits, referenceLogProb } from "./reference-decoder.ts";

const settings = { temperature: 0.9, topK: 0, topP: 1, maxNewTokens: 12 };
const stops = [3, 11];
const prompts = [4, 1, 7, 2].map((length, p) => someTokens(length, 20 + p));

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

describe.each(Object.values(families))("$family", (config) => {
  test("log-probabilities of samples are those of a whole forward pass", () => {
    const weights = roughWeights(config, 5);
    const decoder = new Decoder(config, weights);
    const samplesPG = sampled(decoder, prompts, 3);
    decoder.dispose();
    for (const [p, samples] of samplesPG.entries())
      for (const { tokens, logProbs } of samples) {
        const ids = Int32Array.of(...prompts[p]!, ...tokens);
        const logits = referenceLogits(config, weights, ids).slice(prompts[p]!.length - 1);
        tokens.forEach((token, t) =>
          expect(
            Math.abs(logProbs[t]! - referenceLogProb(logits[t]!, token, settings.temperature)),
          ).toBeLessThan(1e-4),
        );
      }
  });
});

describe("a response", () => {
  test("is the same again from the same seed, and another from another", () => {
    const decoder = roughDecoder(families.llama);
    expect(sampled(decoder, prompts, 3)).toEqual(sampled(decoder, prompts, 3));
    expect(sampled(decoder, prompts, 3)).not.toEqual(sampled(decoder, prompts, 3, 2));
    decoder.dispose();
  });

  test("does not depend on what else is in the batch", () => {
    const decoder = roughDecoder(families.qwen2);
    const together = sampled(decoder, prompts, 3);
    prompts.forEach((prompt, p) => {
      const [alone] = sampleTokens(decoder, [prompt], [[streamOf(p, 1)]], stops, settings);
      expect(alone![0]!.tokens).toEqual(together[p]![1]!.tokens);
      alone![0]!.logProbs.forEach((value, t) =>
        expect(value).toBeCloseTo(together[p]![1]!.logProbs[t]!, 5),
      );
    });
    decoder.dispose();
  });

  test("stops at an end-of-sequence token, which is its last, or at the limit without one", () => {
    const decoder = roughDecoder(families.granite);
    const samples = sampled(decoder, prompts, 16).flat();
    const kinds = {
      stop: samples.filter(({ stopReason }) => stopReason === "stop"),
      length: samples.filter(({ stopReason }) => stopReason === "length"),
    };
    expect(kinds.stop.length).toBeGreaterThan(4);
    expect(kinds.length.length).toBeGreaterThan(4);
    for (const { tokens, logProbs } of samples) expect(logProbs.length).toBe(tokens.length);
    for (const { tokens } of kinds.stop) {
      expect(stops).toContain(tokens.at(-1));
      expect(tokens.subarray(0, -1).some((token) => stops.includes(token))).toBe(false);
    }
    for (const { tokens } of kinds.length) {
      expect(tokens.length).toBe(settings.maxNewTokens);
      expect(tokens.some((token) => stops.includes(token))).toBe(false);
    }
    decoder.dispose();
  });

  test("that ends with its very last token has stopped", () => {
    const decoder = roughDecoder(families.granite);
    const longer = sampled(decoder, prompts, 16).flat();
    const index = longer.findIndex(
      ({ stopReason, tokens }) => stopReason === "stop" && tokens.length > 1,
    );
    const length = longer[index]!.tokens.length;
    const cut = (maxNewTokens: number): SampledTokens =>
      sampled(decoder, prompts, 16, 1, { maxNewTokens }).flat()[index]!;
    expect(cut(length)).toEqual(longer[index]);
    expect(cut(length - 1).stopReason).toBe("length");
    decoder.dispose();
  });

  test("of one token is drawn from the model's own distribution", () => {
    const config: DecoderConfig = families.llama;
    const weights = roughWeights(config, 9);
    const decoder = new Decoder(config, weights);
    const prompt = someTokens(5, 1);
    const count = 4000;
    const [samples] = sampled(decoder, [prompt], count, 1, { maxNewTokens: 1 });
    decoder.dispose();
    const logits = referenceLogits(config, weights, prompt).at(-1)!;
    const counts = new Float64Array(config.vocabularySize);
    for (const { tokens } of samples!) counts[tokens[0]!]! += 1;
    // Pearson's statistic over 22 degrees of freedom: 48 is passed once in a thousand seeds.
    const statistic = counts.reduce((sum, seen, token) => {
      const expected = count * Math.exp(referenceLogProb(logits, token, settings.temperature));
      return sum + (seen - expected) ** 2 / expected;
    }, 0);
    expect(statistic).toBeLessThan(48);
  });
});

test("no prompts, or no responses, are no work", () => {
  const decoder = roughDecoder(families.llama);
  expect(sampled(decoder, [], 3)).toEqual([]);
  expect(sampled(decoder, prompts, 0)).toEqual([[], [], [], []]);
  decoder.dispose();
});

test.each([
  [{ temperature: 0 }, "sampling.temperature: must be a number above 0, got 0"],
  [{ topP: 1.5 }, "sampling.topP: must be above 0 and at most 1, got 1.5"],
  [{ topK: -1 }, "sampling.topK: must be a whole number, 0 for off, got -1"],
  [{ maxNewTokens: 0 }, "sampling.maxNewTokens: must be a whole number from 1, got 0"],
])("%o is refused", (wrong, message) => {
  const decoder = roughDecoder(families.llama);
  expect(() => sampled(decoder, prompts, 1, 1, wrong)).toThrow(ConfigError);
  expect(() => sampled(decoder, prompts, 1, 1, wrong)).toThrow(message);
  decoder.dispose();
});

test("a prompt that is empty, or leaves no room for the response, is refused", () => {
  const decoder = roughDecoder(families.llama);
  expect(() => sampled(decoder, [new Int32Array()], 1)).toThrow("prompts[0]: has no tokens");
  const longest = families.llama.maxPositions - settings.maxNewTokens;
  const [fits, tooLong] = [someTokens(longest, 1), someTokens(longest + 1, 1)];
  expect(sampled(decoder, [fits], 1)[0]!.length).toBe(1);
  expect(() => sampled(decoder, [fits, tooLong], 1)).toThrow(
    "prompts[1]: has 53 tokens, which with 12 new ones is more than the model's 64 positions",
  );
  decoder.dispose();
});

test("a model whose logits are not finite is named instead of sampled", () => {
  const weights = new Map(roughWeights(families.llama, 1));
  weights.set("model.norm.weight", { shape: [16], data: new Float32Array(16).fill(Number.NaN) });
  const decoder = new Decoder(families.llama, weights);
  expect(() => sampled(decoder, prompts, 2)).toThrow(NumericError);
  decoder.dispose();
});

function streamOf(prompt: number, index: number, seed = 1): Random {
  return Random.fromSeed(seed).fork(`${prompt}/${index}`);
}

function sampled(
  decoder: Decoder,
  promptsP: readonly Int32Array[],
  count: number,
  seed = 1,
  overrides: Partial<typeof settings> = {},
): SampledTokens[][] {
  const randoms = promptsP.map((_, p) =>
    Array.from({ length: count }, (__, g) => streamOf(p, g, seed)),
  );
  return sampleTokens(decoder, promptsP, randoms, stops, { ...settings, ...overrides });
}
