import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError } from "@rtt/core";
import { loadModel, saveModelFolder, type DecoderConfig } from "@rtt/transformer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensorTypes } from "#transformer/files/gguf/tensor-types";
import { families, roughWeights } from "./families.ts";
import { metadataOf, storedTensors, tokens } from "./gguf-model.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { writeGguf, type StoredTensor } from "./write-gguf.ts";

const folder = temporaryFolder();
const file = join(folder, "model.gguf");
const sized = (config: DecoderConfig): DecoderConfig => ({
  ...config,
  vocabularySize: tokens.length,
});
const tiny: DecoderConfig = {
  ...sized(families.llama),
  hiddenSize: 4,
  intermediateSize: 2,
  layers: 1,
  heads: 1,
  keyHeads: 1,
};
const write = async (
  config: DecoderConfig,
  metadata: Record<string, string | number> = {},
  tensors: Record<string, StoredTensor> = {},
  options: { version?: number; alignment?: number } = {},
): Promise<Uint8Array> => {
  const stored = storedTensors(config, roughWeights(config, 3));
  for (const [name, tensor] of Object.entries(tensors)) stored.set(name, tensor);
  const bytes = writeGguf({ ...metadataOf(config), ...metadata }, stored, options);
  await writeFile(file, bytes);
  return bytes;
};

describe.each(Object.values(families).map(sized))("$family", (config) => {
  test("a GGUF file gives the configuration and the weights that it was made from", async () => {
    for (const options of [{}, { version: 2, alignment: 64 }]) {
      await write(config, {}, {}, options);
      const model = await loadModel(file);
      expect(model.config).toEqual(config);
      expect(new Map(model.weights)).toEqual(roughWeights(config, 3));
    }
  });

  test("saved as a folder it is the same model with the same tokenizer", async () => {
    await write(config);
    const model = await loadModel(file);
    await saveModelFolder(join(folder, config.family), model);
    const again = await loadModel(join(folder, config.family));
    expect(again.config).toEqual(config);
    expect(new Map(again.weights)).toEqual(new Map(model.weights));
    const text = "the 1234 \u{1F600}<note>";
    expect(await again.tokenizer.encode(text)).toEqual(await model.tokenizer.encode(text));
    expect(again.tokenizer.endOfSequence).toEqual([0]);
  });
});

test("the numbers of quantized blocks are those of Python's gguf", () => {
  const path = join(import.meta.dirname, "reference/gguf-blocks.json.gz");
  const stored = JSON.parse(gunzipSync(readFileSync(path)).toString()) as Record<
    string,
    { bytes: string; numbers: string }
  >;
  const quantized = Object.values(tensorTypes).filter(({ numbers }) => numbers > 1);
  expect(Object.keys(stored).toSorted()).toEqual(quantized.map(({ name }) => name).toSorted());
  for (const type of quantized) {
    const { bytes, numbers } = stored[type.name]!;
    const values = type.read(Uint8Array.from(Buffer.from(bytes, "hex")));
    expect(Buffer.from(values.buffer).toString("hex"), type.name).toBe(numbers);
    expect(values.length / type.numbers).toBe(bytes.length / 2 / type.bytes);
  }
});

test("the tokenizer cuts numbers into digits, merges, and knows its added tokens", async () => {
  await write(tiny);
  const { tokenizer } = await loadModel(file);
  expect([...(await tokenizer.encode("12 the<note>"))]).toEqual(
    ["1", "2", "\u0120the", "<note>"].map((token) => tokens.indexOf(token)),
  );
  const prompt = await tokenizer.encodePrompt([{ role: "user", content: "ab" }]);
  expect([...prompt]).toEqual(["<|user|>", "ab", "<|end|>"].map((token) => tokens.indexOf(token)));
});

test("a file cut anywhere is refused as truncated", async () => {
  const bytes = await write(tiny);
  const lengths = fc.nat(bytes.length - 32);
  await fc.assert(
    fc.asyncProperty(lengths, async (length) => {
      await writeFile(file, bytes.subarray(0, length));
      const words = length < 4 ? "neither a model folder nor a GGUF file" : "is truncated";
      await expect(loadModel(file)).rejects.toThrow(words);
    }),
  );
});

test("any byte of the header changed gives a model or a DataError, nothing else", async () => {
  const bytes = await write(tiny);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      await writeFile(file, bytes.with(at, value));
      const error = await loadModel(file).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error !== undefined) expect(error).toBeInstanceOf(DataError);
    }),
    { numRuns: 300 },
  );
});

const one: StoredTensor = { shape: [1], type: 0, bytes: new Uint8Array(4) };
const square: StoredTensor = { shape: [4, 4], type: 0, bytes: new Uint8Array(64) };

test.each([
  [{ "general.architecture": "mamba" }, {}, "the architecture mamba; known are llama"],
  [{ "llama.block_count": "two" }, {}, "llama.block_count must be a number above 0, got two"],
  [{ "llama.rope.scaling.type": "yarn" }, {}, "scaled rotary positions, which are not supported"],
  [{ "llama.rope.dimension_count": 2 }, {}, "must rotate and mix whole heads of 4 numbers"],
  [{ "llama.block_count": 99 }, {}, "holds 11 tensors, too few for 99 layers"],
  [{ "llama.attention.key_length": 3 }, {}, "1 heads of size 3 cannot share 1 key heads"],
  [{}, { "blk.0.attn_q.weight": one }, "attn_q.weight has shape [1], where the model has [4, 4]"],
  [{}, { "blk.1.attn_q.weight": square }, "has shape [4, 4], where the model has no such tensor"],
  [{ "tokenizer.ggml.model": "llama" }, {}, "a tokenizer of kind llama; known is gpt2"],
  [{ "tokenizer.ggml.pre": "poro" }, {}, "cuts text by poro; known are default, gpt-2, smollm"],
  [{ "tokenizer.ggml.eos_token_id": 999 }, {}, "eos_token_id is 999, but there are 265 tokens"],
  [
    {},
    { "blk.0.attn_q.weight": { ...square, type: 16 } },
    "attn_q.weight has tensor type 16; known",
  ],
  [{}, { "blk.0.ssm_a.weight": one }, "blk.0.ssm_a.weight, which the decoder has no place for"],
  [{}, { "blk.0.attn_q.weight": { ...square, type: 8 } }, "rows of 4 are no whole blocks of Q8_0"],
  [{}, { "token_embd.weight": { ...one, shape: [2 ** 40, 4] } }, "token_embd.weight ends at byte"],
  [{}, { "token_embd.weight": { ...one, shape: [9, 4] } }, "265 tokens, but the model only 9"],
])("%o %o is refused in words", async (metadata, tensors, words) => {
  await write(tiny, metadata, tensors);
  const error: unknown = await loadModel(file).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataError);
  expect((error as Error).message).toContain(words);
});

test("an unknown version and a path that holds no model are refused", async () => {
  await write(tiny, {}, {}, { version: 1 });
  await expect(loadModel(file)).rejects.toThrow("has GGUF version 1; known are 2 and 3");
  await expect(loadModel(join(folder, "nowhere"))).rejects.toThrow("does not exist");
});
