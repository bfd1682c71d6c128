import {
  adamW,
  causalAttention,
  embedding,
  KeyValueCache,
  MemoryError,
  openBackend,
  rmsNorm,
  swiGlu,
  tokenLogProbs,
} from "@rtt/backend";
import * as backend from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { compileKernels, kernelModule } from "../scripts/build-kernels.mjs";
import { readFileSync } from "node:fs";
import { difference, noise, on } from "./on-backends.ts";
import { tinyStep } from "./tiny-step.ts";

const heapBytes = (): number =>
  (tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }).wasm.HEAPU8.length;

test("the public surface is this", () => {
  expect(Object.keys(backend).toSorted()).toMatchInlineSnapshot(`
    [
      "KeyValueCache",
      "MemoryError",
      "adamW",
      "backendNames",
      "causalAttention",
      "embedding",
      "linear",
      "openBackend",
      "rmsNorm",
      "rotary",
      "rotaryAngles",
      "sumSquares",
      "swiGlu",
      "tokenLogProbs",
    ]
  `);
});

test("without a choice the fastest engine that works is taken, and the faster ones say why not", async () => {
  const opened = await openBackend();
  const order = ["cuda", "native", "wasm", "cpu"];
  expect(opened.rejected.map(({ name }) => name)).toEqual(
    order.slice(0, order.indexOf(opened.name)),
  );
  for (const { reason } of opened.rejected) expect(reason).not.toBe("");
});

test("an engine that is asked for and does not start is an error with its remedy", async () => {
  await expect(openBackend("cuda")).rejects.toThrow(/backend: cuda does not start: .+; install/);
});

test("the committed kernels are what their sources compile to, byte for byte", async () => {
  const committed = readFileSync(new URL("../src/wasm/kernel-bytes.ts", import.meta.url), "utf8");
  expect(kernelModule(await compileKernels())).toBe(committed);
});

test("a training step gives equal results on every engine that starts here", async () => {
  const reference = await on("cpu", tinyStep);
  expect(difference(await on("wasm", tinyStep), reference)).toBeLessThan(1e-5);
  const native = await openBackend("native").catch(() => undefined);
  if (native !== undefined)
    expect(difference(await on("native", tinyStep), reference)).toBeLessThan(1e-5);
});

test.each(["wasm", "cpu"] as const)("AdamW on %s: two updates worked out by hand", async (name) => {
  const settings = {
    learningRate: 0.1,
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 0,
    weightDecay: 0.5,
    gradientScale: 2,
  };
  const [values] = await on(name, () => {
    const [w, m, v] = [[1], [0], [0]].map((row) => tf.variable(tf.tensor1d(row)));
    const result = [1, 2].map((step) => {
      adamW(w!, m!, v!, tf.tensor1d([step === 1 ? 1 : -1]), { ...settings, step });
      return tf.clone(w!);
    });
    tf.dispose([w!, m!, v!]);
    return [tf.concat(result)];
  });
  // Step 1: g = 2, both moments debiased to g and g^2, so w = .95 - .1.
  // Step 2: g = -2, m = .9 * .2 - .2 = -.02, over 1 - .81; v = .04 * (.99 + 1), over 1 - .9801.
  const second = 0.85 * 0.95 - (0.1 * (-0.02 / 0.19)) / Math.sqrt((0.04 * 1.99) / 0.0199);
  expect(values![0]).toBeCloseTo(0.85, 5);
  expect(values![1]).toBeCloseTo(second, 5);
});

test.each(["wasm", "cpu"] as const)("AdamW on %s leaves clones and views alone", async (name) => {
  const settings = { learningRate: 1, beta1: 0.9, beta2: 0.9, epsilon: 1, weightDecay: 0 };
  await on(name, () => {
    const [w, m, v] = [[1], [2], [3]].map((row) => tf.variable(tf.tensor1d(row)));
    const others = [tf.clone(w!), tf.reshape(m!, [1, 1]), tf.clone(v!)];
    adamW(w!, m!, v!, tf.tensor1d([5]), { ...settings, step: 1, gradientScale: 1 });
    expect(others.map((tensor) => tensor.dataSync()[0])).toEqual([1, 2, 3]);
    expect(m!.dataSync()[0]).toBeCloseTo(2.3, 5);
    tf.dispose([w!, m!, v!]);
    return [];
  });
});

test("a hundred steps leak no tensor and do not grow the heap", async () => {
  await openBackend("wasm");
  tf.tidy(() => void tinyStep());
  const before = [tf.memory().numTensors, heapBytes()];
  for (let i = 0; i < 100; i++) tf.tidy(() => void tinyStep());
  expect([tf.memory().numTensors, heapBytes()]).toEqual(before);
});

test.each([33_000, 60_000])(
  "memory that the heap cannot give is an error before anything is overwritten: %i tokens",
  async (length) => {
    await openBackend("wasm");
    const x = noise([4, 4], 1);
    const before = x.dataSync().slice();
    expect(() =>
      tf.tidy(() => {
        const row = tf.zeros<tf.Rank.R2>([length, 1]);
        causalAttention(row, row, row, { batch: 1, length, heads: 1, keyHeads: 1, scale: 1 });
      }),
    ).toThrow("the WebAssembly heap cannot give");
    expect(x.dataSync()).toEqual(before);
    x.dispose();
  },
);

test("an operation of TF.js itself that finds no memory is an error too", async () => {
  await openBackend("wasm");
  const before = tf.memory().numTensors;
  const cache = new KeyValueCache({ rows: 1, capacity: 3 * 2 ** 27, width: 1 });
  for (const rows of [10_000, 2 ** 15])
    expect(() => tf.tidy(() => void tf.tile(tf.ones([1, 2 ** 15]), [rows, 1]))).toThrow(
      MemoryError,
    );
  cache.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test("places and shapes that would lead outside a tensor are errors, not writes", async () => {
  await on("wasm", () => {
    const [x, narrow] = [noise([2, 4], 1), noise([2, 3], 2)] as [tf.Tensor2D, tf.Tensor2D];
    const shape = { batch: 1, length: 2, heads: 2, keyHeads: 2, scale: 1 };
    const outside = Int32Array.of(0, 2);
    expect(() => embedding(x, outside, true)).toThrow("expected ids in [0, 2), got 2 at 1");
    expect(() => tokenLogProbs(x, x, outside, 1, true)).toThrow("targets");
    expect(() => tokenLogProbs(narrow, x, Int32Array.of(0, 1), 1, true)).toThrow("hidden");
    expect(() => swiGlu(x, narrow)).toThrow("expected [2, 4], got [2, 3]");
    expect(() => rmsNorm(x, tf.ones([3]), 1e-5, true)).toThrow("gain");
    expect(() => causalAttention(x, narrow, x, shape)).toThrow("causalAttention: k");
    expect(() => causalAttention(x, x, x, { ...shape, heads: 3 })).toThrow("heads");
    const cache = new KeyValueCache({ rows: 1, capacity: 2, width: 4 });
    expect(() => cache.fill(x, x, Int32Array.of(3))).toThrow("lengths");
    cache.fill(x, x, Int32Array.of(1));
    expect(() => cache.select(Int32Array.of(1))).toThrow("rows");
    const token = tf.ones<tf.Rank.R2>([1, 4]);
    cache.attend(token, token, token, shape);
    expect(() => cache.attend(token, token, token, shape)).toThrow("at most 2 tokens a row, got 3");
    cache.dispose();
    return [];
  });
});
