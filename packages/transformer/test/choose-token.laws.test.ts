import { Random } from "@rtt/core";
import { chooseToken, type Choice } from "@rtt/transformer";
import fc from "fast-check";
import { expect, test } from "vitest";

const off = { temperature: 1, topK: 0, topP: 1 };
// Some with many equal ones.
const logitsV = fc
  .oneof(
    fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 1, maxLength: 12 }),
    fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 12 }),
  )
  .map((row) => Float32Array.from(row));
const uniform = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test("probabilities .5 .3 .2 split the unit interval at .5 and .8", () => {
  const logits = Float32Array.of(Math.log(5), Math.log(3), Math.log(2));
  const tokens = [0, 0.49, 0.51, 0.79, 0.81, 0.999].map((u) => chooseToken(logits, off, u).token);
  expect(tokens).toEqual([0, 0, 1, 1, 2, 2]);
  expect(chooseToken(logits, off, 0.6).logProb).toBeCloseTo(Math.log(0.3), 6);
  // Temperature 1/2 squares the odds: 25, 9, 4 of 38.
  expect(chooseToken(logits, { ...off, temperature: 0.5 }, 0.7).logProb).toBeCloseTo(
    Math.log(9 / 38),
    6,
  );
});

test("top-k 2 keeps 5 and 3 of 8; nucleus .75 keeps the same two, .5 the first alone", () => {
  const logits = Float32Array.of(Math.log(2), Math.log(5), Math.log(3));
  for (const kept of [{ topK: 2 }, { topP: 0.75 }]) {
    expect(chooseToken(logits, { ...off, ...kept }, 0.62)).toEqual(near(1, 5 / 8));
    expect(chooseToken(logits, { ...off, ...kept }, 0.63)).toEqual(near(2, 3 / 8));
  }
  expect(chooseToken(logits, { ...off, topP: 0.499 }, 0.99)).toEqual(near(1, 1));
  // The nucleus is of what top-k kept: .75 of 5/8 and 3/8 needs both.
  expect(chooseToken(logits, { ...off, topK: 2, topP: 0.75 }, 0.99)).toEqual(near(2, 3 / 8));
});

test("the shares of many draws are the probabilities that are reported", () => {
  const logits = Float32Array.from([0.3, -1, 2, 0.5, -0.2, 1.1]);
  const random = Random.fromSeed(4);
  for (const settings of [off, { temperature: 1.7, topK: 4, topP: 0.9 }]) {
    const drawn = new Map<number, { count: number; logProb: number }>();
    for (let i = 0; i < 20_000; i++) {
      const { token, logProb } = chooseToken(logits, settings, random.uniform());
      drawn.set(token, { count: (drawn.get(token)?.count ?? 0) + 1, logProb });
    }
    for (const { count, logProb } of drawn.values())
      expect(Math.abs(count / 20_000 - Math.exp(logProb))).toBeLessThan(0.015);
    const whole = [...drawn.values()].reduce((sum, { logProb }) => sum + Math.exp(logProb), 0);
    expect(whole).toBeCloseTo(1, 9);
  }
});

test("each setting does what sorting everything would do", () => {
  fc.assert(
    fc.property(
      logitsV,
      fc.double({ min: 0.2, max: 3, noNaN: true }),
      fc.integer({ min: 0, max: 13 }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      uniform,
      (logits, temperature, topK, topP, u) => {
        const { token, logProb } = chooseToken(logits, { temperature, topK, topP }, u);
        const kept = keptBySorting(logits, temperature, topK, topP);
        const total = [...kept.values()].reduce((a, b) => a + b, 0);
        expect(kept.has(token)).toBe(true);
        expect(logProb).toBeCloseTo(Math.log(kept.get(token)! / total), 9);
      },
    ),
  );
});

test("a nucleus of hundreds is kept whole", () => {
  const random = Random.fromSeed(7);
  const logits = Float32Array.from({ length: 900 }, () => random.normal() / 2);
  for (const topP of [0.3, 0.5, 0.9, 0.999]) {
    const kept = keptBySorting(logits, 1, 0, topP);
    const total = [...kept.values()].reduce((a, b) => a + b, 0);
    const last = [...kept.keys()].at(-1)!;
    expect(chooseToken(logits, { temperature: 1, topK: 0, topP }, 1 - 1e-9)).toEqual({
      token: last,
      logProb: expect.closeTo(Math.log(kept.get(last)! / total), 9) as number,
    });
  }
});

test("equal logits are ranked by the smaller id", () => {
  const logits = new Float32Array(9);
  const tokens = [0, 0.4, 0.99].map((u) => chooseToken(logits, { ...off, topK: 3 }, u).token);
  expect(tokens).toEqual([0, 1, 2]);
});

test("a token without any probability is never drawn", () => {
  const logits = Float32Array.of(-Infinity, 1, -Infinity, 1, -Infinity);
  fc.assert(
    fc.property(uniform, (u) => {
      expect([1, 3]).toContain(chooseToken(logits, off, u).token);
    }),
  );
  expect(chooseToken(logits, off, 1 - 2 ** -53).token).toBe(3);
});

test("logits that are not finite give a log-probability of NaN", () => {
  for (const settings of [off, { ...off, topK: 2 }, { ...off, topP: 0.5 }])
    for (const bad of [Number.NaN, Infinity])
      expect(chooseToken(Float32Array.of(1, bad, 2), settings, 0.3).logProb).toBeNaN();
});

function near(token: number, probability: number): Choice {
  return { token, logProb: expect.closeTo(Math.log(probability), 6) as number };
}

/** Mass of each token that temperature, top-k and top-p leave. */
function keptBySorting(
  logits: Float32Array,
  temperature: number,
  topK: number,
  topP: number,
): Map<number, number> {
  const most = Math.max(...logits);
  const rows = Array.from(logits, (logit, id) => ({
    id,
    mass: Math.exp((logit - most) / temperature),
  }))
    .toSorted((a, b) => b.mass - a.mass || a.id - b.id)
    .slice(0, topK === 0 ? undefined : topK);
  const total = rows.reduce((sum, { mass }) => sum + mass, 0);
  const kept = new Map<number, number>();
  let reached = 0;
  for (const { id, mass } of rows) {
    // An ulp of slack: the two writings add the masses in different orders.
    if (reached >= topP * total * (1 - 1e-12) && topP < 1 && kept.size > 0) break;
    kept.set(id, mass);
    reached += mass;
  }
  return kept;
}
