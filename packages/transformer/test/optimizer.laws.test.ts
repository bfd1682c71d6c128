import { openBackend } from "@rtt/backend";
import { ConfigError, NumericError } from "@rtt/core";
import { cosine, linearWarmUp, microBatches, Optimizer, trainStep } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";

const settings = {
  learningRate: 0.1,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  weightDecay: 0,
  maxGradNorm: Infinity,
};

let tensorsBefore = 0;
beforeAll(async () => {
  await openBackend("wasm");
});
beforeEach(() => {
  tensorsBefore = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors, "tensors leaked").toBe(tensorsBefore);
});

test("the first update moves each parameter by the learning rate, the second by hand", () => {
  const run = new Run({ w: [1, -2] });
  expect(run.update({ w: [3, -0.5] })).toBeCloseTo(Math.sqrt(9.25), 6);
  expect(run.values("w")).toEqual(near([0.9, -1.9]));
  run.update({ w: [1, 0] });
  // m = .9 * .1 * (3, -.5) + .1 * (1, 0) = (.37, -.045), over 1 - .81 = .19;
  // v = .99 * .01 * (9, .25) + .01 * (1, 0) = (.0991, .002475), over 1 - .9801 = .0199.
  expect(run.values("w")).toEqual(
    near([
      0.9 - (0.1 * (0.37 / 0.19)) / Math.sqrt(0.0991 / 0.0199),
      -1.9 + (0.1 * (0.045 / 0.19)) / Math.sqrt(0.002475 / 0.0199),
    ]),
  );
  run.dispose();
});

test("decay shrinks the parameter itself, whatever its gradient is", () => {
  const run = new Run({ w: [4] });
  run.update({ w: [0] }, { weightDecay: 0.5 });
  expect(run.values("w")).toEqual(near([4 * (1 - 0.1 * 0.5)]));
  run.dispose();
});

test("clipping is of all parameters together", () => {
  const [clipped, scaled] = [new Run({ a: [1], b: [1] }), new Run({ a: [1], b: [1] })];
  // Adam forgets the scale of a gradient but for epsilon, which is large here.
  const loose = { epsilon: 1 };
  expect(clipped.update({ a: [3], b: [4] }, { ...loose, maxGradNorm: 1 })).toBeCloseTo(5, 6);
  scaled.update({ a: [0.6], b: [0.8] }, loose);
  for (const name of ["a", "b"]) expect(clipped.values(name)).toEqual(near(scaled.values(name)));
  expect(clipped.values("a")).toEqual(near([1 - (0.1 * 0.6) / 1.6]));
  clipped.dispose();
  scaled.dispose();
});

test("moments belong to names, not to places", () => {
  const [forward, backward] = [new Run({ a: [1], b: [2] }), new Run({ b: [2], a: [1] })];
  for (const gradients of [
    { a: [3], b: [-1] },
    { a: [-2], b: [5] },
  ]) {
    forward.update(gradients);
    backward.update(gradients);
  }
  expect(forward.values("a")).toEqual(backward.values("a"));
  expect(forward.values("b")).toEqual(backward.values("b"));
  forward.dispose();
  backward.dispose();
});

test("what is not finite touches neither parameters nor moments", async () => {
  const run = new Run({ a: [1], b: [2] });
  run.update({ a: [1], b: [1] });
  const [values, moments] = [run.values("a"), await run.optimizer.exportMoments()];
  expect(() => run.update({ a: [1], b: [Number.NaN] })).toThrow(NumericError);
  expect(() => run.update({ a: [1], b: [Infinity] })).toThrow("loss is Infinity at step 2");
  expect(run.values("a")).toEqual(values);
  expect(await run.optimizer.exportMoments()).toEqual(moments);
  expect(run.optimizer.updates).toBe(1);
  run.dispose();
});

test("a finite loss with a gradient that is not finite is named too", () => {
  const w = variable([0]);
  const optimizer = new Optimizer();
  const root = (): tf.Scalar => tf.sum(tf.sqrt(w));
  expect(() => trainStep(new Map([["w", w]]), [root], optimizer, settings)).toThrow(
    "gradient norm is Infinity at step 1",
  );
  expect([...w.dataSync()]).toEqual([0]);
  w.dispose();
});

test("a step that can change nothing is refused", () => {
  const run = new Run({ a: [1], b: [2] });
  const lossOf = (): tf.Scalar => tf.sum(run.parameters.get("a")!);
  const step =
    (losses: (() => tf.Scalar)[], parameters = run.parameters) =>
    (): unknown =>
      trainStep(parameters, losses, run.optimizer, settings);
  expect(step([])).toThrow(ConfigError);
  expect(step([])).toThrow("batch: holds no token to train on");
  expect(step([lossOf], new Map())).toThrow("parameters: none is trainable");
  expect(step([lossOf])).toThrow("b: has no part in the loss");
  expect(step([() => tf.sum(run.parameters.get("b")!)])).toThrow("a: has no part in the loss");
  run.dispose();
});

test("restored moments go on as if nothing had happened; those of another model are refused", async () => {
  const [whole, first] = [new Run({ w: [1, 2] }), new Run({ w: [1, 2] })];
  for (const run of [whole, first]) run.update({ w: [0.3, -2] });
  const second = new Run({ w: first.values("w") });
  const moments = await first.optimizer.exportMoments();
  second.optimizer.restore(second.parameters, moments, first.optimizer.updates);
  for (const run of [whole, second]) run.update({ w: [-1, 0.5] });
  expect(second.values("w")).toEqual(whole.values("w"));
  expect(await second.optimizer.exportMoments()).toEqual(await whole.optimizer.exportMoments());
  const other = new Run({ w: [1] });
  expect(() => other.optimizer.restore(other.parameters, moments, 1)).toThrow(
    "first.w: expected 1, got 2",
  );
  const kept = await second.optimizer.exportMoments();
  expect(() => second.optimizer.restore(second.parameters, new Map(), 7)).toThrow(
    "first.w: expected 2, got undefined",
  );
  expect(await second.optimizer.exportMoments()).toEqual(kept);
  expect(second.optimizer.updates).toBe(2);
  for (const run of [whole, first, second, other]) run.dispose();
});

test("micro-batches hold each sequence once, within the budget, with little padding", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 200 }),
      (lengths, budget) => {
        const batches = microBatches(lengths, budget);
        expect(batches.flat().toSorted((a, b) => a - b)).toEqual([...lengths.keys()]);
        for (const batch of batches) {
          const width = Math.max(...batch.map((n) => lengths[n]!));
          expect(batch.length === 1 || batch.length * width <= budget).toBe(true);
        }
        const sorted = batches.flat().map((n) => lengths[n]!);
        expect(sorted).toEqual(lengths.toSorted((a, b) => b - a));
      },
    ),
  );
});

test("schedules by hand", () => {
  const rise = linearWarmUp(4);
  expect([1, 2, 4, 9].map(rise)).toEqual([0.25, 0.5, 1, 1]);
  const wave = cosine(110, 10, 0.1);
  expect([5, 10, 60, 110].map(wave)).toEqual([
    0.5,
    1,
    expect.closeTo(0.55, 9),
    expect.closeTo(0.1, 9),
  ]);
});

/** Parameters whose gradients are what the test says, through a linear loss. */
class Run {
  readonly optimizer = new Optimizer();
  readonly parameters: Map<string, tf.Variable>;

  constructor(values: Record<string, readonly number[]>) {
    this.parameters = new Map(Object.entries(values).map(([name, row]) => [name, variable(row)]));
  }

  update(
    gradients: Record<string, readonly number[]>,
    changes: Partial<typeof settings> = {},
  ): number {
    const losses = Object.entries(gradients).map(([name, row]) => (): tf.Scalar => {
      const others = [...this.parameters.values()].map((w) => tf.mul<tf.Scalar>(tf.sum(w), 0));
      return tf.addN<tf.Scalar>([
        tf.sum<tf.Scalar>(tf.mul(this.parameters.get(name)!, tf.tensor1d([...row]))),
        ...others,
      ]);
    });
    const all = { ...settings, ...changes };
    return trainStep(this.parameters, losses, this.optimizer, all).gradNorm;
  }

  values(name: string): number[] {
    return [...this.parameters.get(name)!.dataSync()];
  }

  dispose(): void {
    tf.dispose([...this.parameters.values()]);
    this.optimizer.dispose();
  }
}

function variable(row: readonly number[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.tensor1d([...row])));
}

function near(row: readonly number[]): number[] {
  return row.map((value) => expect.closeTo(value, 5) as number);
}
