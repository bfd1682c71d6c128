import { openBackend, tokenLogProbs } from "@rtt/backend";
import { Random, ShapeError } from "@rtt/core";
import { Decoder, initializeWeights, type DecoderConfig, type Weights } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { families, roughDecoder, roughWeights, someTokens } from "./families.ts";
import { referenceLogits, referenceLogProb } from "./reference-decoder.ts";

beforeAll(async () => {
  await openBackend("wasm");
});

describe.each(Object.values(families))("$family", (config) => {
  test("the logits are those of the reference decoder", () => {
    const weights = roughWeights(config, 5);
    const decoder = new Decoder(config, weights);
    const ids = someTokens(11, 3);
    const logits = tf.tidy(() =>
      tf.matMul(decoder.hidden(ids, 1, 11), decoder.head, false, true).dataSync(),
    );
    decoder.dispose();
    const expected = referenceLogits(config, weights, ids).flat();
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.5);
    expect(worst(logits, expected)).toBeLessThan(1e-4);
  });

  test("the gradient is what finite differences of the reference give", () => {
    const weights = roughWeights(config, 6);
    const decoder = new Decoder(config, weights);
    const ids = someTokens(6, 8);
    const targets = someTokens(6, 9);
    const { grads, value } = tf.variableGrads(
      () =>
        tf.sum(tokenLogProbs(decoder.hidden(ids, 1, 6), decoder.head, targets, 0.8, true).logProbs),
      [...decoder.trainable.values()],
    );
    const random = Random.fromSeed(1);
    for (const [name, variable] of decoder.trainable) {
      const gradient = grads[variable.name]!.dataSync();
      const place = strongestOf(gradient, random);
      const slope = referenceSlope(config, weights, name, place, ids, targets);
      expect(
        Math.abs(gradient[place]! - slope) / Math.max(0.1, Math.abs(slope)),
        name,
      ).toBeLessThan(2e-3);
    }
    tf.dispose([value, ...Object.values(grads)]);
    decoder.dispose();
  });

  test("weights come out as they went in", async () => {
    const weights = roughWeights(config, 7);
    const decoder = new Decoder(config, weights);
    expect(await decoder.exportWeights()).toEqual(weights);
    decoder.dispose();
  });
});

test("padding, or a longer neighbour, moves no number of a row", () => {
  const decoder = roughDecoder(families.qwen3);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 3 }),
      (lengths, padding) => {
        const width = Math.max(...lengths) + padding;
        const rows = lengths.map((length, n) => someTokens(length, n));
        const ids = new Int32Array(lengths.length * width);
        rows.forEach((row, n) => ids.set(row, n * width));
        const together = hiddenOf(decoder, ids, lengths.length, width);
        const size = decoder.hiddenSize;
        rows.forEach((row, n) => {
          const alone = hiddenOf(decoder, row, 1, row.length);
          const part = together.subarray(n * width * size, (n * width + row.length) * size);
          expect(worst(part, alone)).toBeLessThan(1e-5);
        });
      },
    ),
    { numRuns: 20 },
  );
  decoder.dispose();
});

test("a later token changes nothing before it", () => {
  const decoder = roughDecoder(families.llama);
  const ids = someTokens(8, 1);
  const changed = ids.with(5, (ids[5]! + 1) % 23);
  const [before, after] = [ids, changed].map((row) => hiddenOf(decoder, row, 1, 8));
  const size = decoder.hiddenSize;
  expect(before!.subarray(0, 5 * size)).toEqual(after!.subarray(0, 5 * size));
  expect(before!.subarray(5 * size, 6 * size)).not.toEqual(after!.subarray(5 * size, 6 * size));
  decoder.dispose();
});

test("new weights have the spread that was asked for, and a stream for each name", () => {
  const config = {
    ...families.granite,
    vocabularySize: 400,
    hiddenSize: 64,
    intermediateSize: 128,
  };
  const weights = initializeWeights(config, Random.fromSeed(1));
  const deviation = (name: string): number => {
    const { data } = weights.get(name)!;
    return Math.sqrt(data.reduce((sum, value) => sum + value * value, 0) / data.length);
  };
  expect(deviation("model.embed_tokens.weight")).toBeCloseTo(0.05, 2);
  expect(deviation("model.layers.1.mlp.up_proj.weight")).toBeCloseTo(1 / 8, 2);
  expect(deviation("model.layers.0.mlp.down_proj.weight")).toBeCloseTo(Math.sqrt(1 / 4 / 128), 2);
  expect(deviation("model.norm.weight")).toBe(1);
  const deeper = initializeWeights({ ...config, layers: 3 }, Random.fromSeed(1));
  const name = "model.layers.0.self_attn.q_proj.weight";
  expect(deeper.get(name)).toEqual(weights.get(name));
});

test("a weight that is missing or misshapen is named", () => {
  const weights = new Map(roughWeights(families.llama, 1));
  weights.set("model.norm.weight", { shape: [4], data: new Float32Array(4) });
  expect(() => new Decoder(families.llama, weights)).toThrow(ShapeError);
  expect(() => new Decoder(families.llama, weights)).toThrow(
    "model.norm.weight: expected [16], got [4]",
  );
  weights.delete("model.norm.weight");
  expect(() => new Decoder(families.llama, weights)).toThrow("expected [16], got none");
});

test("a decoder leaves no tensor behind", () => {
  const before = tf.memory().numTensors;
  const decoder = roughDecoder(families.qwen2);
  hiddenOf(decoder, someTokens(6, 1), 2, 3);
  decoder.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

function hiddenOf(decoder: Decoder, ids: Int32Array, rows: number, width: number): Float32Array {
  return tf.tidy(() => decoder.hidden(ids, rows, width).dataSync<"float32">().slice());
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

/** A place with one of the larger gradients among some random ones. */
function strongestOf(gradient: ArrayLike<number>, random: Random): number {
  const places = Array.from({ length: 6 }, () => random.integer(gradient.length));
  return places.toSorted((a, b) => Math.abs(gradient[b]!) - Math.abs(gradient[a]!))[0]!;
}

function referenceSlope(
  config: DecoderConfig,
  weights: Weights,
  name: string,
  place: number,
  ids: Int32Array,
  targets: Int32Array,
): number {
  const weight = weights.get(name)!;
  const moved = (by: number): number => {
    // A Float64 copy: in float32 the step itself would be rounded.
    const data = Float64Array.from(weight.data) as unknown as Float32Array;
    data[place]! += by;
    const logits = referenceLogits(config, new Map(weights).set(name, { ...weight, data }), ids);
    return logits.reduce((sum, row, i) => sum + referenceLogProb(row, targets[i]!, 0.8), 0);
  };
  return (moved(1e-4) - moved(-1e-4)) / 2e-4;
}
