import { openBackend } from "@rtt/backend";
import { DataError, Random, ShapeError, type StepReport } from "@rtt/core";
import { addLora, LocalPolicy } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { families, roughDecoder } from "./families.ts";
import { clippedRatio, someBatch, temperature } from "./reference-report.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { wordTokenizer } from "./word-tokenizer.ts";

const folder = temporaryFolder();
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

test.each(["all weights", "adapters"])(
  "training saved and loaded goes on bit for bit, with %s",
  async (kind) => {
    const open = (seed: number): LocalPolicy => {
      const lora = kind === "adapters";
      const decoder = roughDecoder(families.llama, lora ? 1 : seed, { trainable: !lora });
      if (lora) addLora(decoder, { rank: 2, alpha: 4 }, Random.fromSeed(seed));
      return new LocalPolicy({ decoder, tokenizer: wordTokenizer(), maxTokens: 40 });
    };
    const [whole, resumed] = [open(1), open(2)];
    for (let i = 0; i < 2; i++) await step(whole);
    await step(resumed);
    await whole.save(folder);
    await resumed.load(folder);
    const reports = [
      await step(whole),
      await step(resumed),
      await step(whole),
      await step(resumed),
    ];
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[3]).toEqual(reports[2]);
    expect(await resumed.decoder.exportWeights()).toEqual(await whole.decoder.exportWeights());
    for (const policy of [whole, resumed]) {
      policy.dispose();
      policy.decoder.dispose();
    }
  },
);

test("a checkpoint of another model, or a damaged one, changes nothing", async () => {
  const [policy, other, untouched] = (["llama", "qwen2", "qwen2"] as const).map(
    (family) =>
      new LocalPolicy({ decoder: roughDecoder(families[family]), tokenizer: wordTokenizer() }),
  ) as [LocalPolicy, LocalPolicy, LocalPolicy];
  await policy.save(folder);
  await expect(other.load(folder)).rejects.toThrow(ShapeError);
  await step(policy);
  await policy.save(folder);
  await expect(other.load(folder)).rejects.toThrow(ShapeError);
  await other.save(folder);
  await writeFile(join(folder, "policy.json"), '{"updates": "many"}');
  await expect(other.load(folder)).rejects.toThrow("policy.json: updates must be a whole number");
  await writeFile(join(folder, "policy.json"), '{"upd');
  await expect(other.load(folder)).rejects.toThrow(DataError);
  expect(await other.decoder.exportWeights()).toEqual(await untouched.decoder.exportWeights());
  expect(await step(other)).toEqual(await step(untouched));
  for (const { decoder } of [policy, other, untouched]) decoder.dispose();
  for (const each of [policy, other, untouched]) each.dispose();
});

function step(policy: LocalPolicy): Promise<StepReport> {
  return policy.step(someBatch(5), temperature, clippedRatio, {
    learningRate: 0.01,
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay: 0.1,
    maxGradNorm: 1,
  });
}
