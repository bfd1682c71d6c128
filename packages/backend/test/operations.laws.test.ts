import {
  causalAttention,
  embedding,
  KeyValueCache,
  linear,
  rmsNorm,
  rotary,
  rotaryAngles,
  sumSquares,
  swiGlu,
  tokenLogProbs,
} from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { difference, noise, on, withGradients } from "./on-backends.ts";

const size = fc.integer({ min: 1, max: 37 });
const runs = { numRuns: 25 };

/** Our kernels and TF.js's own JavaScript agree on values and gradients. */
async function agree(run: () => tf.Tensor[]): Promise<void> {
  expect(difference(await on("wasm", run), await on("cpu", run))).toBeLessThan(1e-5);
}
const norm = (row: Float32Array): number => row.reduce((sum, x) => sum + x * x, 0);
const rows = (n: number, w: number, seed: number): tf.Tensor2D => as2D(noise([n, w], seed));
const as2D = (x: tf.Tensor): tf.Tensor2D => x as tf.Tensor2D;

test("linear: value and both gradients", async () => {
  await fc.assert(
    fc.asyncProperty(size, size, size, async (n, i, o) => {
      await agree(() =>
        withGradients([noise([n, i], 1), noise([o, i], 2)], (x, w) =>
          linear(as2D(x), as2D(w), true),
        ),
      );
    }),
    runs,
  );
});

test("matrix products of every transposition and batch, past the edges of the blocks", async () => {
  for (const [b, m, k, n] of [
    [1, 70, 300, 530],
    [3, 5, 257, 9],
    [2, 64, 1, 8],
    [7, 1, 33, 1],
  ] as const)
    await agree(() =>
      [false, true].flatMap((ta) =>
        [false, true].map((tb) =>
          tf.matMul(
            noise(ta ? [b, k, m] : [b, m, k], 3) as tf.Tensor3D,
            noise(tb ? [b, n, k] : [b, k, n], 4) as tf.Tensor3D,
            ta,
            tb,
          ),
        ),
      ),
    );
});

test("a weight that is not trainable gets no gradient and changes nothing else", async () => {
  await agree(() => {
    const w = as2D(noise([4, 3], 5));
    return withGradients([noise([6, 3], 6)], (x) => linear(as2D(x), w, false));
  });
});

test("embedding: rows, and gradients of repeated ids add up", async () => {
  await fc.assert(
    fc.asyncProperty(
      size,
      size,
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
      async (v, d, ids) => {
        const places = Int32Array.from(ids, (id) => id % v);
        await agree(() =>
          withGradients([noise([v, d], 7)], (table) => embedding(as2D(table), places, true)),
        );
      },
    ),
    runs,
  );
});

test("rmsNorm: value and both gradients", async () => {
  await fc.assert(
    fc.asyncProperty(size, size, async (n, d) => {
      await agree(() =>
        withGradients([noise([n, d], 8), noise([d], 9)], (x, gain) =>
          rmsNorm(as2D(x), gain as tf.Tensor1D, 1e-5, true),
        ),
      );
    }),
    runs,
  );
});

test("swiGlu: value and both gradients, large arguments too", async () => {
  await fc.assert(
    fc.asyncProperty(size, size, fc.constantFrom(1, 10, 200), async (n, f, scale) => {
      await agree(() =>
        withGradients([tf.mul(noise([n, f], 10), scale), noise([n, f], 11)], (gate, up) =>
          swiGlu(as2D(gate), as2D(up)),
        ),
      );
    }),
    runs,
  );
});

test("rotary: value and gradient; turning keeps the length of every pair", async () => {
  await fc.assert(
    fc.asyncProperty(
      size,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 9 }),
      async (n, h, half) => {
        const frequencies = Float32Array.from({ length: half }, (_, i) => 10_000 ** (-i / half));
        const positions = Int32Array.from({ length: n }, (_, i) => (i * 7) % 50);
        const run = () =>
          withGradients([noise([n, h * 2 * half], 12)], (x) =>
            rotary(as2D(x), rotaryAngles(positions, frequencies), h),
          );
        await agree(run);
        const [turned] = await on("wasm", () => [
          rotary(as2D(noise([n, h * 2 * half], 12)), rotaryAngles(positions, frequencies), h),
        ]);
        const [plain] = await on("wasm", () => [noise([n, h * 2 * half], 12)]);
        expect(norm(turned!)).toBeCloseTo(norm(plain!), 3);
      },
    ),
    runs,
  );
});

const attention = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  length: fc.integer({ min: 1, max: 19 }),
  keyHeads: fc.integer({ min: 1, max: 3 }),
  group: fc.integer({ min: 1, max: 3 }),
  width: fc.integer({ min: 1, max: 13 }),
});

test("causal attention: value and three gradients", async () => {
  await fc.assert(
    fc.asyncProperty(attention, async ({ batch, length, keyHeads, group, width }) => {
      const heads = keyHeads * group;
      const keys = [batch * length, keyHeads * width];
      await agree(() =>
        withGradients(
          [noise([batch * length, heads * width], 13), noise(keys, 14), noise(keys, 15)],
          (q, k, v) =>
            causalAttention(as2D(q), as2D(k), as2D(v), {
              batch,
              length,
              heads,
              keyHeads,
              scale: 0.7,
            }),
        ),
      );
    }),
    runs,
  );
});

test.each(["wasm", "cpu"] as const)(
  "one token at a time from a cache is the same attention, ragged rows and regrouping included: %s",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(attention, async ({ batch, length, keyHeads, group, width }) => {
        const heads = keyHeads * group;
        const lengths = Int32Array.from({ length: batch }, (_, b) => 1 + ((b * 5) % length));
        const order = Int32Array.from({ length: batch + 1 }, (_, i) => (i * 2) % batch);
        const shape = { heads, keyHeads, scale: 0.5 };
        const [keyWidth, total] = [keyHeads * width, length + 2];
        const [stepwise, whole] = await on(name, () => {
          const cache = new KeyValueCache({ rows: batch, capacity: total, width: keyWidth });
          cache.fill(
            rows(batch * length, keyWidth, 16),
            rows(batch * length, keyWidth, 17),
            lengths,
          );
          cache.select(order);
          const steps = [0, 1].map((step) =>
            cache.attend(
              rows(order.length, heads * width, 20 + step),
              rows(order.length, keyWidth, 30 + step),
              rows(order.length, keyWidth, 40 + step),
              shape,
            ),
          );
          cache.dispose();
          const part = (seed: number, news: number, row: number, b: number, w: number) =>
            tf.concat2d(
              [
                tf.slice(rows(batch * length, w, seed), [b * length, 0], [lengths[b]!, w]),
                ...[0, 1].map((step) =>
                  tf.slice(rows(order.length, w, news + step), [row, 0], [1, w]),
                ),
              ],
              0,
            );
          const full = Array.from(order, (b, row) => {
            const count = lengths[b]! + 2;
            const q = tf.concat2d(
              [
                tf.zeros<tf.Rank.R2>([lengths[b]!, heads * width]),
                ...[0, 1].map((step) =>
                  tf.slice(
                    rows(order.length, heads * width, 20 + step),
                    [row, 0],
                    [1, heads * width],
                  ),
                ),
              ],
              0,
            );
            const out = causalAttention(
              q,
              part(16, 30, row, b, keyWidth),
              part(17, 40, row, b, keyWidth),
              { batch: 1, length: count, ...shape },
            );
            return tf.slice(out, [count - 2, 0], [2, heads * width]);
          });
          return [tf.concat2d(steps, 1), tf.reshape(tf.stack(full), [order.length, -1])];
        });
        expect(difference([stepwise!], [whole!])).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  },
);

test("token log-probabilities: value, entropy and both gradients; probabilities sum to one", async () => {
  await fc.assert(
    fc.asyncProperty(
      size,
      size,
      size,
      fc.constantFrom(0.5, 1, 2),
      async (n, d, size1, temperature) => {
        const v = size1 + 1;
        const targets = Int32Array.from({ length: n }, (_, i) => (i * 3) % v);
        await agree(() => {
          // Small logits: where a probability is nearly 1, Float32 itself has no digits left of 1 - p.
          const [x, w] = [as2D(tf.mul(noise([n, d], 18), 0.2)), as2D(noise([v, d], 19))];
          const { entropy } = tokenLogProbs(x, w, targets, temperature, true);
          return [
            tf.tensor1d(entropy),
            ...withGradients(
              [x, w],
              (hidden, head) =>
                tokenLogProbs(as2D(hidden), as2D(head), targets, temperature, true).logProbs,
            ),
          ];
        });
        const [all] = await on("wasm", () => [
          tokenLogProbs(
            as2D(tf.tile(noise([1, d], 18), [v, 1])),
            as2D(noise([v, d], 19)),
            Int32Array.from({ length: v }, (_, i) => i),
            temperature,
            false,
          ).logProbs,
        ]);
        expect(all!.reduce((sum, value) => sum + Math.exp(value), 0)).toBeCloseTo(1, 4);
      },
    ),
    runs,
  );
});

test("sum of squares", async () => {
  for (const name of ["wasm", "cpu"] as const) {
    await on(name, () => {
      expect(sumSquares(tf.tensor1d([3, 4]))).toBeCloseTo(25, 5);
      expect(sumSquares(tf.ones([5000]))).toBeCloseTo(5000, 2);
      return [];
    });
  }
});
