import { expect, test } from "vitest";
import { meanInterval, pairedDifference } from "#rtt/statistics/interval";
import { wilson } from "#rtt/statistics/proportion";

test("a mean carries the t interval: t(.975, 2) = 4.3027, s = 1, n = 3", () => {
  const { count, mean, halfWidth } = meanInterval([1, 2, 3]);
  expect([count, mean]).toEqual([3, 2]);
  expect(halfWidth).toBeCloseTo(4.302652729911275 / Math.sqrt(3), 9);
});

test("values that could not be computed leave the mean", () => {
  expect(meanInterval([1, Number.NaN, 3]).mean).toBe(2);
});

test("one value has no interval", () => {
  expect(meanInterval([5])).toEqual({ count: 1, mean: 5, halfWidth: Number.NaN });
});

test("differences are paired by seed, and seeds without a partner stay out", () => {
  const treated = new Map([
    [1, 0.5],
    [2, 0.7],
    [3, 0.9],
  ]);
  const baseline = new Map([
    [2, 0.6],
    [1, 0.4],
  ]);
  const { count, mean, halfWidth } = pairedDifference(treated, baseline);
  expect(count).toBe(2);
  expect(mean).toBeCloseTo(0.1, 12);
  expect(halfWidth).toBeCloseTo(0, 12);
});

test("the Wilson interval of 8 in 10 is .490 to .943, of 0 in 10 it is 0 to .278", () => {
  const most = wilson(8, 10);
  expect([most.rate, most.low, most.high].map((x) => x.toFixed(3))).toEqual([
    "0.800",
    "0.490",
    "0.943",
  ]);
  const none = wilson(0, 10);
  expect([none.low, none.high].map((x) => x.toFixed(3))).toEqual(["0.000", "0.278"]);
});
