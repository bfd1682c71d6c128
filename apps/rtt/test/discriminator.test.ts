import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "@rtt/core";
import { readRollouts } from "@rtt/trainer";
import { loadModel } from "@rtt/transformer";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { splitPrompts } from "#rtt/discriminators/split-prompts";
import { expectSameTokenizer } from "#rtt/models/load-relevance";
import { runCaptured } from "./run-captured.ts";
import { WORDS, writePrompts, writeTinyModel } from "./tiny-model.ts";

let folder: string;
let common: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rtt-discriminator-"));
  const model = join(folder, "model");
  const data = join(folder, "data.jsonl");
  await writeTinyModel(model);
  await writePrompts(data, 4);
  common = ["--model", model, "--data", data, "--backend", "wasm", "--max-completion-length", "8"];
});

test("a trained discriminator is evaluated, loaded, and gives an arm its relevance", async () => {
  const out = join(folder, "trained");
  const sizes = ["--samples-per-prompt", "6", "--batch-size", "8", "--lora-rank", "2"];
  const trained = await runCaptured("discriminator", "train", ...common, ...sizes, "--out", out);
  expect([trained.code, trained.err.includes("update 6/6")]).toEqual([0, true]);
  const record: unknown = JSON.parse(await readFile(join(out, "relevance-report.json"), "utf8"));
  expect(record).toMatchObject({ settings: { epochs: 2 }, report: { types: {} } });

  const evaluation = ["--discriminator", out, "--samples-per-prompt", "6", "--json"];
  const evaluated = await runCaptured("discriminator", "eval", ...common, ...evaluation);
  expect(JSON.parse(evaluated.out)).toHaveProperty("averagePrecision");

  const run = join(folder, "run");
  const steps = ["--steps", "1", "--prompts-per-step", "2", "--num-generations", "2"];
  const arm = ["--arm", "rtt-csr-learned", "--discriminator", out, "--out", run];
  expect((await runCaptured("train", ...common, ...steps, ...arm)).code).toBe(0);
  const [record0] = await readRollouts(run, 1);
  const row = record0!.relevance![0]!;
  expect(row[0]).toBeGreaterThan(0);
  expect(row[0]).toBeLessThan(1);
});

test("a discriminator that reads other ids than the policy writes is refused", async () => {
  const other = join(folder, "other");
  await writeTinyModel(other, ["<unk>", "<eos>", "The", ...WORDS.slice(3)]);
  const { tokenizer } = await loadModel(join(folder, "model"));
  const same = await loadModel(join(folder, "model"));
  await expectSameTokenizer("d", same.tokenizer, tokenizer);
  const { tokenizer: different } = await loadModel(other);
  await expect(expectSameTokenizer("d", different, tokenizer)).rejects.toThrow(
    "--discriminator: d was trained with another tokenizer",
  );
});

test("a folder without a discriminator is refused in one sentence", async () => {
  const model = join(folder, "model");
  const { code, err } = await runCaptured(
    "discriminator",
    "eval",
    ...common,
    "--discriminator",
    model,
  );
  expect([code, err.trimEnd().split("\n").at(-1)]).toEqual([
    1,
    `rtt: ${join(model, "relevance-head.safetensors")}: is missing; this is no trained discriminator`,
  ]);
});

test("the three parts share no prompt and lose none", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 60 }),
      fc.double({ min: 0.01, max: 0.49, noNaN: true }),
      (count, heldOut) => {
        const items = Array.from({ length: count }, (_, i) => i);
        const { train, validation, test: held } = splitPrompts(items, heldOut, Random.fromSeed(1));
        expect([...train, ...validation, ...held].toSorted((a, b) => a - b)).toEqual(items);
        expect(Math.min(train.length, validation.length, held.length)).toBeGreaterThan(0);
      },
    ),
  );
  expect(() => splitPrompts([1, 2], 0.1, Random.fromSeed(1))).toThrow("--data: has 2 prompts");
});
