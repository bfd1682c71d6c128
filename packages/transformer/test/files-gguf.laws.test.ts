import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DataError, Random } from "@rtt/core";
import { initializeWeights, loadModel, type DecoderConfig } from "@rtt/transformer";
import { tensorTypes } from "#transformer/files/gguf/tensor-types";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ggufBytes, type WrittenMetadata, type WrittenTensor } from "./gguf-writer.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const path = join(folder, "model.gguf");

const config: DecoderConfig = {
  family: "llama",
  vocabularySize: 6,
  hiddenSize: 8,
  intermediateSize: 12,
  layers: 1,
  heads: 2,
  keyHeads: 1,
  headSize: 4,
  ropeTheta: 10_000,
  normEpsilon: 0.5,
  maxPositions: 32,
  tiedEmbeddings: true,
  attentionBias: false,
  headNorm: false,
  embeddingMultiplier: 1,
  attentionMultiplier: 0.5,
  residualMultiplier: 1,
  logitsScaling: 1,
};

const metadata: WrittenMetadata = {
  "general.architecture": "llama",
  "llama.embedding_length": 8,
  "llama.feed_forward_length": 12,
  "llama.block_count": 1,
  "llama.attention.head_count": 2,
  "llama.attention.head_count_kv": 1,
  "llama.attention.layer_norm_rms_epsilon": { float: 0.5 },
  "llama.rope.freq_base": { float: 10_000 },
  "llama.context_length": 32,
  "tokenizer.ggml.model": "gpt2",
  "tokenizer.ggml.pre": "smollm",
  "tokenizer.ggml.tokens": ["<end>", "a", "b", "ab", "\u0120", "1"],
  "tokenizer.ggml.token_type": [3, 1, 1, 1, 1, 1],
  "tokenizer.ggml.merges": ["a b"],
  "tokenizer.ggml.eos_token_id": 0,
};

const names: Readonly<Record<string, string>> = {
  "model.embed_tokens": "token_embd",
  "model.norm": "output_norm",
  "model.layers.0.input_layernorm": "blk.0.attn_norm",
  "model.layers.0.self_attn.q_proj": "blk.0.attn_q",
  "model.layers.0.self_attn.k_proj": "blk.0.attn_k",
  "model.layers.0.self_attn.v_proj": "blk.0.attn_v",
  "model.layers.0.self_attn.o_proj": "blk.0.attn_output",
  "model.layers.0.post_attention_layernorm": "blk.0.ffn_norm",
  "model.layers.0.mlp.gate_proj": "blk.0.ffn_gate",
  "model.layers.0.mlp.up_proj": "blk.0.ffn_up",
  "model.layers.0.mlp.down_proj": "blk.0.ffn_down",
};

const weights = initializeWeights(config, Random.fromSeed(4));
const tensors = [...weights].map(([name, { shape, data }]): WrittenTensor => {
  // Queries and keys lie with the halves of each head interleaved: (0 1 2 3) as (0 2 1 3).
  const rows = /[qk]_proj/u.test(name)
    ? Array.from({ length: shape[0]! }, (_, row) => row - (row % 4) + [0, 2, 1, 3][row % 4]!)
    : undefined;
  const lying = rows?.flatMap((row) => [...data.slice(row * 8, row * 8 + 8)]) ?? data;
  const bytes = new Uint8Array(Float32Array.from(lying).buffer);
  return { name: `${names[name.replace(".weight", "")]}.weight`, shape, type: 0, bytes };
});

test("a file written from the format's description gives its weights, config and tokenizer", async () => {
  writeFileSync(path, ggufBytes(metadata, tensors));
  const model = await loadModel(path);
  expect(model.config).toEqual(config);
  expect(new Map(model.weights)).toEqual(new Map(weights));
  expect([...(await model.tokenizer.encode("ab b11"))]).toEqual([3, 4, 2, 5, 5]);
  expect(model.tokenizer.decode([3, 4, 0]).text).toBe("ab <end>");
  expect(model.tokenizer.endOfSequence).toEqual([0]);
});

test("cut anywhere, it is refused as truncated or broken, and never half read", async () => {
  const whole = ggufBytes(metadata, tensors);
  const used = whole.length - 32;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: used - 1 }), async (length) => {
      writeFileSync(path, whole.subarray(0, length));
      await expect(loadModel(path)).rejects.toThrow(DataError);
    }),
    { numRuns: 60 },
  );
});

test("what is not known is named", async () => {
  const broken: [WrittenMetadata, readonly WrittenTensor[], string][] = [
    [{ ...metadata, "general.architecture": "mamba" }, tensors, "mamba"],
    [{ ...metadata, "tokenizer.ggml.model": "llama" }, tensors, "tokenizer of kind llama"],
    [{ ...metadata, "tokenizer.ggml.pre": "other" }, tensors, "cuts text by other"],
    [metadata, tensors.map((tensor) => ({ ...tensor, type: 99 })), "has tensor type 99"],
  ];
  for (const [fields, parts, message] of broken) {
    writeFileSync(path, ggufBytes(fields, parts));
    await expect(loadModel(path)).rejects.toThrow(message);
  }
  writeFileSync(path, "something else");
  await expect(loadModel(path)).rejects.toThrow("neither a model folder nor a GGUF file");
});

test("random blocks of every quantized type are the numbers of Python's gguf", () => {
  const stored = JSON.parse(
    gunzipSync(readFileSync(join(import.meta.dirname, "reference/gguf-blocks.json.gz"))).toString(),
  ) as Record<string, { bytes: string; numbers: string }>;
  expect(Object.keys(stored)).toHaveLength(8);
  for (const [name, { bytes, numbers }] of Object.entries(stored)) {
    const type = Object.values(tensorTypes).find((each) => each.name === name)!;
    const expected = new Float32Array(Uint8Array.from(Buffer.from(numbers, "hex")).buffer);
    expect(type.read(Uint8Array.from(Buffer.from(bytes, "hex")))).toEqual(expected);
  }
});
