import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averagePrecision,
  bestThreshold,
  calibrationError,
  thresholdScores,
} from "@rtt/discriminator";

/** Scores with ties, and labels of which at least one is 1. */
const scored = fc
  .array(
    fc.record({ score: fc.integer({ min: 0, max: 8 }), label: fc.integer({ min: 0, max: 1 }) }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((rows) => [...rows, { score: 4, label: 1 }])
  .map((rows) => ({
    scores: rows.map(({ score }) => score / 8),
    labels: rows.map(({ label }) => label),
  }));

/** The textbook sum: for each labelled item, the precision of everything scored at least as high. */
function secondWriting(scores: readonly number[], labels: readonly number[]): number {
  let sum = 0;
  let positives = 0;
  scores.forEach((score, i) => {
    if (labels[i] === 0) return;
    positives++;
    const above = scores.map((_, j) => j).filter((j) => scores[j]! >= score);
    sum += above.filter((j) => labels[j] === 1).length / above.length;
  });
  return sum / positives;
}

describe("average precision", () => {
  it("is the hand-worked number", () => {
    // Ranks of the labelled: 1, 3, 4 of 5: (1/1 + 2/3 + 3/4) / 3.
    expect(averagePrecision([0.9, 0.8, 0.7, 0.6, 0.5], [1, 0, 1, 1, 0])).toBeCloseTo(29 / 36, 12);
    // scikit-learn's documented example.
    expect(averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBeCloseTo(5 / 6, 12);
    // All equal: one step at the base rate.
    expect(averagePrecision([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0])).toBe(0.25);
  });

  it("agrees with the quadratic writing, ties included", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        expect(averagePrecision(scores, labels)).toBeCloseTo(secondWriting(scores, labels), 12);
      }),
    );
  });

  it("depends on the order of scores only, and not on that of the items", () => {
    fc.assert(
      fc.property(scored, ({ scores, labels }) => {
        const whole = averagePrecision(scores, labels);
        const stretched = scores.map((score) => Math.exp(5 * score));
        expect(averagePrecision(stretched, labels)).toBe(whole);
        expect(averagePrecision(scores.toReversed(), labels.toReversed())).toBe(whole);
      }),
    );
  });

  it("does not exist without a labelled item", () => {
    expect(averagePrecision([0.5], [0])).toBeNaN();
  });
});

describe("precision, recall and F1", () => {
  it("are the hand-worked numbers", () => {
    const scores = thresholdScores([0.9, 0.5, 0.4, 0.2], [1, 0, 1, 0], 0.5);
    expect(scores).toEqual({ threshold: 0.5, precision: 0.5, recall: 0.5, f1: 0.5, accuracy: 0.5 });
  });

  it("no threshold does better than the best one", () => {
    fc.assert(
      fc.property(
        scored,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ scores, labels }, other) => {
          const best = thresholdScores(scores, labels, bestThreshold(scores, labels));
          expect(best.f1).toBeGreaterThanOrEqual(thresholdScores(scores, labels, other).f1);
        },
      ),
    );
  });

  it("a model that predicts nothing has accuracy and nothing else", () => {
    const none = thresholdScores([0, 0, 0, 0], [0, 0, 0, 1], 0.5);
    expect(none).toMatchObject({ precision: 0, recall: 0, f1: 0, accuracy: 0.75 });
  });
});

describe("calibration error", () => {
  it("is the hand-worked number", () => {
    // Bin 0.9-1: two at 0.95, one labelled: gap |1 - 1.9| = 0.9. Bin 0.1-0.2: |0 - 0.1| = 0.1.
    expect(calibrationError([0.95, 0.95, 0.1, 1], [1, 0, 0, 1])).toBeCloseTo(
      (Math.abs(2 - 2.9) + 0.1) / 4,
      12,
    );
  });

  it("is 0 where scores are the labels, and 1 where they are their opposite", () => {
    fc.assert(
      fc.property(scored, ({ labels }) => {
        expect(calibrationError(labels, labels)).toBe(0);
        expect(
          calibrationError(
            labels.map((label) => 1 - label),
            labels,
          ),
        ).toBe(1);
      }),
    );
  });
});
