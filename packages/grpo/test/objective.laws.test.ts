import { batchLoss, ppo, sequenceMeanTokenMean, tokenMean, type ObjectiveBatch } from "@rtt/grpo";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batches } from "./arbitraries.ts";

const aggregations = { sequenceMeanTokenMean, tokenMean };
const flat = (rows: readonly ArrayLike<number>[]): number[] =>
  rows.flatMap((row) => Array.from(row));

describe.each(Object.entries(aggregations))("ppo, %s", (_, aggregation) => {
  const objective = ppo({ aggregation });

  test("the closed-form derivative equals finite differences", () => {
    const step = 1e-6;
    fc.assert(
      fc.property(batches, (batch) => {
        const { derivativeNT } = batchLoss(objective, batch);
        batch.newLogProbsNT.forEach((row, n) =>
          Array.from(row).forEach((value, t) => {
            const ratio = Math.exp(value - batch.oldLogProbsNT[n]![t]!);
            if (Math.abs(ratio - 0.8) < 1e-4 || Math.abs(ratio - 1.27) < 1e-4) return;
            const at = (moved: number): number => {
              const newLogProbsNT = batch.newLogProbsNT.map((other, m) =>
                m === n ? Array.from(other).with(t, moved) : other,
              );
              return batchLoss(objective, { ...batch, newLogProbsNT }).loss;
            };
            const slope = (at(value + step) - at(value - step)) / (2 * step);
            expect(Math.abs(slope - derivativeNT[n]![t]!)).toBeLessThan(
              1e-6 * (1 + Math.abs(slope)),
            );
          }),
        );
      }),
    );
  });

  test("any split into micro-batches sums to the same value and derivative", () => {
    fc.assert(
      fc.property(batches, fc.nat(5), (batch, cut) => {
        const whole = batchLoss(objective, batch);
        const lengthsN = batch.trainableNT.map((row) => flat([row]).filter(Boolean).length);
        const frozen = objective.weights(lengthsN);
        const part = (from: number, to: number) =>
          batchLoss(
            { ...objective, weights: () => frozen.slice(from, to) },
            {
              newLogProbsNT: batch.newLogProbsNT.slice(from, to),
              oldLogProbsNT: batch.oldLogProbsNT.slice(from, to),
              advantagesNT: batch.advantagesNT.slice(from, to),
              trainableNT: batch.trainableNT.slice(from, to),
            },
          );
        const [a, b] = [part(0, cut), part(cut, lengthsN.length)];
        expect(a.loss + b.loss).toBeCloseTo(whole.loss, 10);
        expect([...a.derivativeNT, ...b.derivativeNT]).toEqual(whole.derivativeNT);
      }),
    );
  });

  test("tokens that are not trainable change nothing, whatever stands there", () => {
    fc.assert(
      fc.property(batches, (batch) => {
        const spoiled = (rows: readonly ArrayLike<number>[]) =>
          rows.map((row, n) =>
            Array.from(row, (value, t) => (batch.trainableNT[n]![t] === 0 ? Number.NaN : value)),
          );
        const result = batchLoss(objective, {
          newLogProbsNT: spoiled(batch.newLogProbsNT),
          oldLogProbsNT: spoiled(batch.oldLogProbsNT),
          advantagesNT: spoiled(batch.advantagesNT),
          trainableNT: batch.trainableNT,
        });
        expect(result).toEqual(batchLoss(objective, batch));
        batch.trainableNT.forEach((row, n) =>
          Array.from(row).forEach((trainable, t) => {
            if (trainable === 0) expect(result.derivativeNT[n]![t]).toBe(0);
          }),
        );
      }),
    );
  });

  test("on-policy, the derivative is minus the weighted advantage", () => {
    fc.assert(
      fc.property(batches, (batch) => {
        const onPolicy: ObjectiveBatch = {
          newLogProbsNT: batch.oldLogProbsNT,
          oldLogProbsNT: batch.oldLogProbsNT,
          advantagesNT: batch.advantagesNT,
        };
        const weightsN = objective.weights(batch.advantagesNT.map((row) => row.length));
        const { derivativeNT } = batchLoss(objective, onPolicy);
        batch.advantagesNT.forEach((row, n) =>
          Array.from(row).forEach((value, t) =>
            expect(derivativeNT[n]![t]).toBeCloseTo(-weightsN[n]! * value, 12),
          ),
        );
      }),
    );
  });
});

describe("ppo", () => {
  test("the clip follows the token's own sign: a sequence worked out by hand", () => {
    const logs = [2, 2, 0.5, 0.5, 1.1].map(Math.log);
    const { lossT, derivativeT, clippedT } = ppo().sequence(
      logs,
      [0, 0, 0, 0, 0],
      [1, -1, 1, -1, 3],
    );
    const expected = [-1.27, 2, -0.5, 0.8, -3.3];
    lossT.forEach((loss, t) => expect(loss).toBeCloseTo(expected[t]!, 9));
    const slopes = [0, 2, -0.5, 0, -3.3];
    derivativeT.forEach((slope, t) => expect(slope).toBeCloseTo(slopes[t]!, 9));
    expect([...clippedT]).toEqual([1, 0, 0, -1, 0]);
  });

  test("a token without advantage costs nothing, whatever its ratio", () => {
    const { lossT, derivativeT } = ppo().sequence([0], [-2000], [0]);
    expect([lossT[0], derivativeT[0]]).toEqual([0, 0]);
  });

  test("rows that differ in length are refused", () => {
    expect(() => ppo().sequence([0], [0, 0], [1])).toThrow("oldLogProbsT: expected [1], got [2]");
    expect(() => ppo().sequence([0], [0], [])).toThrow("advantagesT: expected [1], got [0]");
    expect(() =>
      batchLoss(ppo(), { newLogProbsNT: [[0]], oldLogProbsNT: [], advantagesNT: [[0]] }),
    ).toThrow("oldLogProbsNT: expected [1], got [0]");
  });

  test("clips out of range are refused", () => {
    expect(() => ppo({ epsilon: 2 })).toThrow("epsilon: must be in [0, 1], got 2");
    expect(() => ppo({ epsilonHigh: -1 })).toThrow("epsilonHigh: must be >= 0, got -1");
  });
});

describe("aggregation, worked out by hand", () => {
  test("seq-mean-token-mean weighs responses alike; empty ones do not count", () => {
    expect([...sequenceMeanTokenMean([1, 4, 0])]).toEqual([1 / 2, 1 / 8, 0]);
  });
  test("token-mean weighs tokens alike", () => {
    expect([...tokenMean([1, 4, 0])]).toEqual([1 / 5, 1 / 5, 0]);
    expect([...tokenMean([0])]).toEqual([0]);
  });
  test("weights over all trainable tokens sum to one", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 1 }), (lengthsN) => {
        fc.pre(lengthsN.some((length) => length > 0));
        for (const aggregation of Object.values(aggregations)) {
          const weightsN = aggregation(lengthsN);
          const total = lengthsN.reduce((sum, length, n) => sum + length * weightsN[n]!, 0);
          expect(total).toBeCloseTo(1, 12);
        }
      }),
    );
  });
});
