import { openBackend } from "@rtt/backend";
import { tokenLoss } from "@rtt/discriminator";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await openBackend("wasm");
});

describe("the token loss", () => {
  it("equals the textbook formula in Float64, and its derivative", () => {
    const logit = fc.double({ min: -12, max: 12, noNaN: true });
    const rows = fc.array(fc.tuple(logit, fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(rows, fc.double({ min: 0.5, max: 20, noNaN: true }), (pairs, positiveWeight) => {
        const labels = pairs.map(([, label]) => label);
        const likely = pairs.map(([x]) => 1 / (1 + Math.exp(-x)));
        const expected = likely.reduce(
          (sum, p, i) => sum - (labels[i] === 1 ? positiveWeight * Math.log(p) : Math.log(1 - p)),
          0,
        );
        const before = tf.memory().numTensors;
        const { value, grad } = tf.tidy(() => {
          const result = tf.valueAndGrad((x: tf.Tensor) =>
            tokenLoss(x as tf.Tensor1D, tf.tensor1d(labels), positiveWeight),
          )(tf.tensor1d(pairs.map(([x]) => x)));
          return { value: result.value.dataSync()[0]!, grad: [...result.grad.dataSync()] };
        });
        expect(tf.memory().numTensors).toBe(before);
        expect(Math.abs(value - expected)).toBeLessThan(1e-5 * (1 + expected));
        likely.forEach((p, i) => {
          const slope = labels[i] === 1 ? -positiveWeight * (1 - p) : p;
          expect(Math.abs(grad[i]! - slope)).toBeLessThan(1e-5 * (1 + Math.abs(slope)));
        });
      }),
    );
  });

  it("is finite for any logit", () => {
    const loss = tf.tidy(() =>
      tokenLoss(tf.tensor1d([1000, -1000, 1000, -1000]), tf.tensor1d([0, 1, 1, 0]), 1).dataSync(),
    );
    expect(loss[0]).toBe(2000);
  });
});
