import fc from "fast-check";
import type { ObjectiveBatch } from "@rtt/grpo";

const logProb = fc.integer({ min: -3000, max: 0 }).map((value) => value / 1000);
const advantage = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2000, max: 2000 }).map((value) => value / 1000) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const token = fc.record({
  now: logProb,
  before: logProb,
  advantage,
  trainable: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.constant(0)),
});

/** A ragged batch, N 1..5 of T 0..7; ratios between exp(-3) and exp(3), on both sides of both clips. */
export const batches: fc.Arbitrary<Required<ObjectiveBatch>> = fc
  .array(fc.array(token, { maxLength: 7 }), { minLength: 1, maxLength: 5 })
  .map((rows) => ({
    newLogProbsNT: rows.map((row) => row.map(({ now }) => now)),
    oldLogProbsNT: rows.map((row) => row.map(({ before }) => before)),
    advantagesNT: rows.map((row) => row.map((cell) => cell.advantage)),
    trainableNT: rows.map((row) => row.map(({ trainable }) => trainable)),
  }));
