import { Random } from "@rtt/core";
import fc from "fast-check";
import { expect, test } from "vitest";

const draws = (random: Random, count: number): number[] =>
  Array.from({ length: count }, () => random.uniform());

test("the same seed gives the same numbers, and a saved state goes on where it was", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(50), (seed, skipped) => {
      const random = Random.fromSeed(seed);
      draws(random, skipped);
      const later = Random.fromState(random.state);
      expect(draws(later, 8)).toEqual(draws(random, 8));
      expect(draws(Random.fromSeed(seed), 8)).toEqual(draws(Random.fromSeed(seed), 8));
    }),
  );
});

test("forking neither advances the parent nor depends on the order of forks", () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.string(), (seed, a, b) => {
      const random = Random.fromSeed(seed);
      const before = random.state;
      const first = draws(random.fork(a), 4);
      random.fork(b);
      expect(draws(random.fork(a), 4)).toEqual(first);
      expect(random.state).toEqual(before);
      if (a !== b) expect(draws(random.fork(b), 4)).not.toEqual(first);
    }),
  );
});

test("integers stay below their count and shuffles keep every item", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
      const random = Random.fromSeed(seed);
      expect(random.integer(count)).toBeLessThan(count);
      const items = Array.from({ length: count % 50 }, (_, i) => i);
      expect(random.shuffled(items).toSorted((x, y) => x - y)).toEqual(items);
    }),
  );
});

test("a count that is not a positive whole number is refused", () => {
  expect(() => Random.fromSeed(1).integer(0)).toThrow("whole number");
  expect(() => Random.fromSeed(1).integer(1.5)).toThrow("whole number");
});

test("uniform and normal draws have the moments they should", () => {
  const random = Random.fromSeed(1);
  const count = 200_000;
  let uniform = 0;
  let normal = 0;
  let square = 0;
  for (let i = 0; i < count; i++) {
    uniform += random.uniform() / count;
    const value = random.normal();
    normal += value / count;
    square += value ** 2 / count;
  }
  expect(Math.abs(uniform - 0.5)).toBeLessThan(0.003);
  expect(Math.abs(normal)).toBeLessThan(0.01);
  expect(Math.abs(square - 1)).toBeLessThan(0.02);
});

test("every cell of a fine histogram is hit as often as chance allows", () => {
  const random = Random.fromSeed("histogram");
  const counts = new Float64Array(100);
  for (let i = 0; i < 100_000; i++) counts[random.integer(100)]! += 1;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeGreaterThan(60);
  expect(chiSquare).toBeLessThan(150);
});
