import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigError, Random } from "@rtt/core";
import {
  constantWithWarmup,
  estimateRate,
  evaluate,
  promptStream,
  rubricRates,
} from "@rtt/trainer";
import { TabularPolicy } from "./tabular-policy.ts";
import { scorer, settings, wordPrompt } from "./word-task.ts";

const prompts = Array.from({ length: 30 }, (_, p) => wordPrompt(`p${p}`));

const of = (...statuses: ("satisfied" | "violated" | "unknown")[]): unknown =>
  rubricRates(statuses.map((status) => ({ status })));

describe("an estimate", () => {
  it("is the hand-worked mean, standard error and interval", () => {
    const estimate = estimateRate([0, 1, 1, 1, Number.NaN]);
    expect(estimate).toMatchObject({ mean: 0.75, standardError: 0.25, high: 1, count: 4 });
    expect(estimate.low).toBeCloseTo(0.26, 12);
  });

  it("of equal values has no width; of none there is no mean", () => {
    expect(estimateRate([0.5, 0.5])).toMatchObject({ low: 0.5, high: 0.5 });
    expect(estimateRate([]).mean).toBeNaN();
  });
});

describe("rates of one response", () => {
  it("leave unknown verdicts out", () => {
    expect(of("satisfied", "unknown", "violated")).toEqual({ csr: 0.5, aon: 0 });
    expect(of("satisfied", "unknown")).toEqual({ csr: 1, aon: 1 });
    expect(of("unknown")).toEqual({ csr: Number.NaN, aon: Number.NaN });
  });
});

describe("evaluation", () => {
  const options = {
    policy: new TabularPolicy(),
    prompts,
    scorer,
    sampling: settings.sampling,
    random: Random.fromSeed(3),
  };

  it("is the same whenever the seed is, and takes the prompt as its unit", async () => {
    const one = await evaluate({ ...options, samplesPerPrompt: 4 });
    const again = await evaluate({ ...options, samplesPerPrompt: 4 });
    expect(again).toEqual(one);
    expect(one.rows.map(({ promptId }) => promptId)).toEqual(prompts.map(({ id }) => id));
    expect(one.csr.count).toBe(30);
    const rates = one.rows.map(({ csr }) => csr);
    expect(one.csr.mean).toBeCloseTo(rates.reduce((a, b) => a + b, 0) / 30, 12);
    expect(one.types["says"]!.count).toBe(120);
    const { says, lacks } = one.types;
    expect((says!.mean + lacks!.mean) / 2).toBeCloseTo(one.csr.mean, 12);
  });

  it("reports progress, and stops between batches when told to", async () => {
    const seen: number[] = [];
    await evaluate({ ...options, batchSize: 12, onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([12, 24, 30]);
    const controller = new AbortController();
    const stopped = evaluate({
      ...options,
      batchSize: 12,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });
});

describe("a stream of prompts", () => {
  it("shows each prompt at most once an epoch, in an order of its own", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), fc.integer(), (promptsPerStep, seed) => {
        const source = promptStream(prompts, { promptsPerStep, seed });
        const steps = Math.floor(30 / promptsPerStep);
        const epoch = (first: number): string[] =>
          Array.from({ length: steps }, (_, i) => source(first + i).map(({ id }) => id)).flat();
        const ids = epoch(1);
        expect(new Set(ids).size).toBe(steps * promptsPerStep);
        expect(epoch(1)).toEqual(ids);
        expect(epoch(1 + steps)).not.toEqual(ids);
      }),
      { numRuns: 30 },
    );
  });

  it("refuses steps larger than the data", () => {
    expect(() => promptStream(prompts, { promptsPerStep: 31, seed: 1 })).toThrow(ConfigError);
  });
});

describe("a learning rate with warm-up", () => {
  it("rises to its peak and stays there", () => {
    const rate = constantWithWarmup(1, 4);
    expect([1, 2, 3, 4, 5, 100].map(rate)).toEqual([0.25, 0.5, 0.75, 1, 1, 1]);
    expect(constantWithWarmup(1, 0)(1)).toBe(1);
  });
});
