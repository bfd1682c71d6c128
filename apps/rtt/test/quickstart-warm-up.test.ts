import { cp, mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBackend } from "@rtt/backend";
import { DataError } from "@rtt/core";
import { Decoder, LocalPolicy } from "@rtt/transformer";
import { beforeAll, expect, test } from "vitest";
import { shippedFolder, shippedWarmUp } from "#rtt/quickstart/checkpoint";
import { evaluateStart } from "#rtt/quickstart/evaluate-start";
import { policyConfig, untrained } from "#rtt/quickstart/model";
import { heldOutPrompts } from "#rtt/quickstart/prompts";
import { vocabulary } from "#rtt/quickstart/vocabulary";
import { warmUp, type WarmUpProgress } from "#rtt/quickstart/warm-up";

beforeAll(() => openBackend("wasm"));

test("the checkpoint that ships is the task's model: 345,856 parameters over its 137 tokens", async () => {
  const { config, weights, tokenizer } = await shippedWarmUp();
  // The file has numbers of single precision.
  expect(config).toEqual({
    ...policyConfig,
    attentionMultiplier: expect.closeTo(policyConfig.attentionMultiplier, 6),
    embeddingMultiplier: expect.closeTo(policyConfig.embeddingMultiplier, 6),
  });
  const sizes = [...weights.values()].map(({ data }) => data.length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(345_856);
  const ids = await tokenizer.encode(vocabulary.join(" "));
  expect([...ids]).toEqual([...vocabulary.keys()]);
  expect(tokenizer.decode(ids.subarray(3)).text).toBe(vocabulary.slice(3).join(" "));
});

test("it follows two fifths of the criteria and next to no whole prompt, as the task says", async () => {
  const { config, weights, tokenizer } = await shippedWarmUp();
  const policy = new LocalPolicy({ decoder: new Decoder(config, weights), tokenizer });
  const { csr, aon } = await evaluateStart(policy, heldOutPrompts(512));
  // Within .02 of the task's figures, and what 512 prompts may be off by chance.
  expect(Math.abs(csr.mean - 0.403)).toBeLessThan(0.02 + 2 * csr.standardError);
  expect(aon.mean).toBeLessThan(0.02);
});

test("a checkpoint that was changed by a bit is refused", async () => {
  const folder = `${await mkdtemp(join(tmpdir(), "rtt-warm-up-"))}/`;
  await cp(shippedFolder, folder, { recursive: true });
  const file = await open(`${folder}model/model.safetensors`, "r+");
  const { size } = await file.stat();
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  await file.write(Buffer.of(last[0]! ^ 1), 0, 1, size - 1);
  await file.close();
  await expect(shippedWarmUp(folder)).rejects.toThrow(DataError);
  await expect(shippedWarmUp(folder)).rejects.toThrow("is not the checkpoint that was shipped");
});

/** The first updates of a warm-up, ended by the signal. */
async function firstUpdates(seed: number, count: number): Promise<WarmUpProgress[]> {
  const updates: WarmUpProgress[] = [];
  const controller = new AbortController();
  const decoder = untrained(policyConfig, seed);
  const run = warmUp(
    decoder,
    seed,
    (progress) => {
      updates.push(progress);
      if (progress.step === count) controller.abort(new Error("enough"));
    },
    controller.signal,
  );
  await expect(run).rejects.toThrow("enough");
  decoder.dispose();
  return updates;
}

test("the warm-up learns from its first updates on, is a function of its seed and can be stopped", async () => {
  const updates = await firstUpdates(7, 3);
  expect(updates.map(({ step }) => step)).toEqual([1, 2, 3]);
  // A model that knows nothing of 137 tokens spends ln 137 = 4.92 nats and what its noise costs.
  expect(updates[0]!.loss).toBeGreaterThan(4.7);
  expect(updates[0]!.loss).toBeLessThan(5.5);
  expect(updates[2]!.loss).toBeLessThan(updates[0]!.loss - 0.05);
  expect(await firstUpdates(7, 3)).toEqual(updates);
  expect(await firstUpdates(8, 1)).not.toEqual(updates.slice(0, 1));
});
