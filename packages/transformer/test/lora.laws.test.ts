import { openBackend } from "@rtt/backend";
import { ConfigError, Random } from "@rtt/core";
import { addLora, Decoder, Optimizer, supervisedStep } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, expect, test } from "vitest";
import { families, roughDecoder, roughWeights, someTokens } from "./families.ts";

const everything = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];
const settings = {
  learningRate: 0.02,
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: 1,
};
const sequences = [{ promptTokens: someTokens(3, 1), tokens: someTokens(6, 2) }];

beforeAll(async () => {
  await openBackend("wasm");
});

test("fresh adapters change nothing", async () => {
  const decoder = roughDecoder(families.qwen2, 1, { trainable: false });
  const before = statesOf(decoder);
  addLora(decoder, { rank: 3, alpha: 6, targets: everything }, Random.fromSeed(1));
  expect(statesOf(decoder)).toEqual(before);
  expect(await decoder.exportWeights()).toEqual(roughWeights(families.qwen2, 1));
  expect(decoder.trainable.size).toBe(2 * 2 * everything.length);
  decoder.dispose();
});

test("training moves adapters alone, and merging them moves no number", async () => {
  const tensors = tf.memory().numTensors;
  const decoder = roughDecoder(families.qwen3, 1, { trainable: false });
  addLora(decoder, { rank: 3, alpha: 6, targets: everything }, Random.fromSeed(1));
  const [optimizer, before] = [new Optimizer(), statesOf(decoder)];
  const losses = Array.from(
    { length: 15 },
    () => supervisedStep(decoder, sequences, optimizer, settings).loss,
  );
  expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
  const merged = await decoder.exportWeights();
  const original = roughWeights(families.qwen3, 1);
  const changed = [...merged].filter(
    ([name, { data }]) => String(data) !== String(original.get(name)!.data),
  );
  expect(changed.length).toBe(2 * everything.length);
  expect(changed.every(([name]) => name.includes("_proj"))).toBe(true);
  const plain = new Decoder(families.qwen3, merged);
  const [adapted, folded] = [statesOf(decoder), statesOf(plain)];
  expect(gap(adapted, before)).toBeGreaterThan(0.1);
  expect(gap(adapted, folded)).toBeLessThan(1e-4);
  optimizer.dispose();
  plain.dispose();
  decoder.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
});

test("the adapters' names are those of PEFT", () => {
  const decoder = roughDecoder(families.llama, 1, { trainable: false });
  addLora(decoder, { targets: ["q_proj"] }, Random.fromSeed(1));
  expect([...decoder.trainable].map(([name, { shape }]) => [name, shape])).toEqual([
    ["base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight", [16, 16]],
    ["base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight", [16, 16]],
    ["base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight", [16, 16]],
    ["base_model.model.model.layers.1.self_attn.q_proj.lora_B.weight", [16, 16]],
  ]);
  expect(() => addLora(decoder, { targets: ["w_proj"] }, Random.fromSeed(1))).toThrow(ConfigError);
  decoder.dispose();
});

function statesOf(decoder: Decoder): Float32Array {
  return tf.tidy(() => decoder.hidden(someTokens(9, 4), 1, 9).dataSync<"float32">().slice());
}

function gap(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
