import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBackend } from "@rtt/backend";
import { Random } from "@rtt/core";
import {
  describedPrompt,
  loadDiscriminator,
  relevancePrompt,
  saveDiscriminator,
} from "@rtt/discriminator";
import { wordLevelTokenizerFiles } from "@rtt/transformer";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { planted, tiny, tinyConfig } from "./planted-rule.ts";

beforeAll(async () => {
  await openBackend("wasm");
});

const words = [
  "<unk>",
  "<eos>",
  "Criteria:",
  "Say",
  "cat.\n\nResponse:\n\n",
  "criteria.\n\nCriteria:",
];
const files = wordLevelTokenizerFiles(words, "{{ messages[0].content }}", "<eos>");

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rtt-discriminator-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it("scores are the same to the bit after saving and loading", async () => {
  const folder = await newFolder();
  const saved = tiny(1);
  const inputs = planted(10, Random.fromSeed(2));
  await saveDiscriminator(folder, saved, files);
  const { discriminator, tokenizer } = await loadDiscriminator(folder);
  expect(await discriminator.scores(inputs)).toEqual(await saved.scores(inputs));
  expect(discriminator.decoder.config).toEqual(tinyConfig);
  const frozen = await loadDiscriminator(folder, { trainable: false });
  expect([...frozen.discriminator.trainable.keys()]).toEqual(["score.weight", "score.bias"]);
  const criterion = { id: "c", description: "Say cat.", check: { judge: true } } as const;
  const ids = await describedPrompt(tokenizer)(criterion);
  expect([...ids]).toEqual([...(await tokenizer.encode(relevancePrompt("Say cat.")))]);
  expect([...ids].slice(-3)).toEqual([5, 3, 4]);
});

it("a folder without a head is refused", async () => {
  const folder = await newFolder();
  await saveDiscriminator(folder, tiny(1), files);
  await rm(join(folder, "relevance-head.safetensors"));
  await expect(loadDiscriminator(folder)).rejects.toThrow(
    "relevance-head.safetensors: is missing; this is no trained discriminator",
  );
});
