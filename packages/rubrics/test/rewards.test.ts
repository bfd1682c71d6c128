import { ShapeError, type Criterion, type Verdict } from "@rtt/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { allOrNothing, satisfactionRate, weighted } from "@rtt/rubrics";

const verdictOf = (letter: string): Verdict => {
  const status = letter === "+" ? "satisfied" : letter === "-" ? "violated" : "unknown";
  return { status, score: 0, spans: [], scope: "local", absence: false };
};
const criterionOf = (weight?: number): Criterion => ({
  id: `${weight}`,
  description: "",
  ...(weight !== undefined && { weight }),
  check: { judge: true },
});
const verdicts = fc.array(fc.constantFrom("+", "-", "?").map(verdictOf), { maxLength: 6 });

test.each([
  ["++", 1, 1, 1],
  ["+-", 0, 1 / 2, 1 / 4],
  ["--", 0, 0, 0],
  ["+?", 1, 1, 1],
  ["?-", 0, 0, 0],
  ["??", Number.NaN, Number.NaN, Number.NaN],
  ["", Number.NaN, Number.NaN, Number.NaN],
])("%s with weights 1 and 3", (letters, aon, csr, share) => {
  const verdictsK = Array.from(letters, verdictOf);
  const criteriaK = [criterionOf(), criterionOf(3)].slice(0, verdictsK.length);
  expect(allOrNothing(verdictsK, criteriaK)).toBe(aon);
  expect(satisfactionRate(verdictsK, criteriaK)).toBe(csr);
  expect(weighted(verdictsK, criteriaK)).toBe(share);
});

test("an unknown verdict moves no reward", () => {
  fc.assert(
    fc.property(verdicts, fc.nat(6), (verdictsK, at) => {
      const more = verdictsK.toSpliced(at, 0, verdictOf("?"));
      for (const reward of [allOrNothing, satisfactionRate, weighted])
        expect(
          reward(
            more,
            more.map(() => criterionOf(2)),
          ),
        ).toBe(
          reward(
            verdictsK,
            verdictsK.map(() => criterionOf(2)),
          ),
        );
    }),
  );
});

test("equal weights give the satisfaction rate, and all-or-nothing is its floor", () => {
  fc.assert(
    fc.property(verdicts, fc.constantFrom(0.5, 1, 3), (verdictsK, weight) => {
      const criteriaK = verdictsK.map(() => criterionOf(weight));
      const rate = satisfactionRate(verdictsK, criteriaK);
      expect(weighted(verdictsK, criteriaK)).toBe(rate);
      expect(allOrNothing(verdictsK, criteriaK)).toBe(Math.floor(rate));
    }),
  );
});

test("weights need one criterion for each verdict", () => {
  expect(() => weighted([verdictOf("+")], [])).toThrow(ShapeError);
});
