import type { DecoderConfig } from "@rtt/transformer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryText, planMemory } from "#rtt/models/memory-plan";

/** The shape of SmolLM2-135M. */
const smollm2: DecoderConfig = {
  family: "llama",
  vocabularySize: 49_152,
  hiddenSize: 576,
  intermediateSize: 1536,
  layers: 30,
  heads: 9,
  keyHeads: 3,
  headSize: 64,
  ropeTheta: 100_000,
  normEpsilon: 1e-5,
  maxPositions: 8192,
  tiedEmbeddings: true,
  attentionBias: false,
  headNorm: false,
  embeddingMultiplier: 1,
  attentionMultiplier: 1 / 8,
  residualMultiplier: 1,
  logitsScaling: 1,
};

test("a cached token of SmolLM2 takes 2 x 30 x 3 x 64 floats: 45 rows of 512 fit 1 GiB", () => {
  const plan = planMemory(smollm2, { longest: 512, parameters: 134_515_008, trained: 460_800 });
  expect(plan.samplingRows).toBe(45);
  expect(plan.cacheBytes).toBe(45 * 512 * 2 * 30 * 3 * 64 * 4);
  expect(plan.weightBytes).toBe(2 * 538_060_032);
  expect(plan.optimizerBytes).toBe(3 * 460_800 * 4);
  expect(memoryText(plan)).toMatch(
    /^memory, estimated for WebAssembly: 2\.9\d GiB, native engines take about twice as much \(process 0\.40 GiB, weights 1\.00 GiB/,
  );
});

test("a micro-batch always takes the longest sequence, and never more than 8192 tokens without need", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20_000 }),
      fc.integer({ min: 1, max: 60 }),
      (longest, layers) => {
        const plan = planMemory({ ...smollm2, layers }, { longest, parameters: 1, trained: 1 });
        expect(plan.microBatchTokens).toBeGreaterThanOrEqual(longest);
        expect(plan.microBatchTokens).toBeLessThanOrEqual(Math.max(longest, 8192));
        expect(plan.samplingRows).toBeGreaterThanOrEqual(1);
      },
    ),
  );
});
