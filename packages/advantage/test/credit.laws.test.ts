import {
  add,
  groupZScore,
  localized,
  mix,
  randomRelevance,
  responseLevel,
  rtt,
  signedRelevance,
  uniformRelevance,
} from "@rtt/advantage";
import type { CreditAssigner, ScoredGroup } from "@rtt/core";
import { interSample, intraSample, standardDeviation, unscaled } from "@rtt/normalization";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupOf, sketches, type RolloutSketch } from "./arbitraries.ts";
import { rttSecondWriting } from "./second-writing.ts";

const schemes: Record<string, CreditAssigner> = {
  grpo: responseLevel(),
  "rtt, intra-sample": rtt(),
  "rtt, inter-sample": rtt({ normalize: interSample() }),
  "rtt, mix": rtt({ combine: mix }),
  localized: localized(),
};
const one = (scheme: CreditAssigner, group: ScoredGroup) => scheme([group])[0]!;
const mean = (row: ArrayLike<number>): number =>
  Array.from(row).reduce((a, b) => a + b, 0) / row.length;
const close = (actual: Iterable<number>, expected: Iterable<number>, digits = 5): void => {
  const wanted = [...expected];
  const values = [...actual];
  expect(values).toHaveLength(wanted.length);
  values.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, digits));
};

/** Two rollouts under two criteria, small enough to work out by hand. */
const byHand = groupOf([
  {
    signsK: [1, 1],
    relevanceKT: [
      [1, 0],
      [0, 0],
    ],
    ended: false,
  },
  {
    signsK: [1, -1],
    relevanceKT: [
      [0, 0, 1],
      [1, 0, 0],
    ],
    ended: false,
  },
]);

describe.each(Object.entries(schemes))("%s", (_, scheme) => {
  test("permuting rollouts permutes the advantages and nothing else", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        const forward = one(scheme, groupOf(group)).advantagesGT;
        const backward = one(scheme, groupOf(group.toReversed())).advantagesGT.toReversed();
        forward.forEach((row, g) => close(row, backward[g]!));
      }),
    );
  });

  test("permuting criteria changes nothing", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        const permuted = group.map((rollout) => ({
          ...rollout,
          signsK: rollout.signsK.toReversed(),
          relevanceKT: rollout.relevanceKT.toReversed(),
        }));
        const other = one(scheme, groupOf(permuted)).advantagesGT;
        one(scheme, groupOf(group)).advantagesGT.forEach((row, g) => close(row, other[g]!));
      }),
    );
  });

  test("advantages are finite, one for each token, whatever the group", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        const scored = groupOf(group);
        one(scheme, scored).advantagesGT.forEach((row, g) => {
          expect(row).toHaveLength(scored.rollouts[g]!.tokens.length);
          expect(row.every(Number.isFinite)).toBe(true);
        });
      }),
    );
  });

  test("groups with different numbers of criteria do not touch each other", () => {
    fc.assert(
      fc.property(sketches, sketches, (a, b) => {
        const together = scheme([groupOf(a, "a"), groupOf(b, "b")]);
        expect(together[0]).toEqual(one(scheme, groupOf(a, "a")));
        expect(together[1]).toEqual(one(scheme, groupOf(b, "b")));
      }),
    );
  });

  test("a single rollout has no response-level advantage", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        expect([...one(scheme, groupOf(group.slice(0, 1))).responseG]).toEqual([0]);
      }),
    );
  });

  test("a rollout without any known verdict earns nothing and moves no other", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        const blank: RolloutSketch = {
          ...group[0]!,
          signsK: group[0]!.signsK.map(() => Number.NaN),
        };
        const credit = one(scheme, groupOf([...group, blank]));
        expect(credit.advantagesGT.at(-1)!.every((value) => value === 0)).toBe(true);
        one(scheme, groupOf(group)).advantagesGT.forEach((row, g) =>
          close(row, credit.advantagesGT[g]!),
        );
      }),
    );
  });
});

describe("rtt", () => {
  test("agrees with a second writing of the paper's equations", () => {
    fc.assert(
      fc.property(sketches, fc.constantFrom(0.2, 0.5, 1), (group, lambda) => {
        const expected = rttSecondWriting(group, lambda);
        one(rtt({ tokenWeight: lambda }), groupOf(group)).advantagesGT.forEach((row, g) =>
          close(row, expected[g]!, 4),
        );
      }),
    );
  });

  test("the level of a response is its response-level advantage: token credit only moves it", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        const credit = one(rtt(), groupOf(group));
        credit.advantagesGT.forEach((row, g) =>
          expect(mean(row)).toBeCloseTo(credit.responseG[g]!, 4),
        );
      }),
    );
  });

  test("a longer neighbour, or another neighbour's relevance, changes nothing inside a sample", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        fc.pre(group.length > 1);
        const stretched = group.map((rollout, g) =>
          g === 0
            ? rollout
            : { ...rollout, relevanceKT: rollout.relevanceKT.map((row) => [...row, ...row, 0.5]) },
        );
        const before = one(rtt(), groupOf(group)).advantagesGT[0];
        expect(one(rtt(), groupOf(stretched)).advantagesGT[0]).toEqual(before);
      }),
    );
  });

  test("the end-of-sequence token is outside the statistics: it gets the response level alone", () => {
    fc.assert(
      fc.property(sketches, (group) => {
        const ended = group.map((rollout) => ({ ...rollout, ended: true }));
        const cut = group.map((rollout) => ({ ...rollout, ended: false }));
        const withEnd = one(rtt(), groupOf(ended));
        one(rtt(), groupOf(cut)).advantagesGT.forEach((row, g) => {
          close(withEnd.advantagesGT[g]!, [...row, withEnd.responseG[g]!]);
        });
      }),
    );
  });

  test("an end-of-sequence token that a verifier credits is inside the statistics", () => {
    const group = groupOf([{ signsK: [-1], relevanceKT: [[0, 0]], ended: true }]);
    const credited = { ...group, relevanceGKT: [[Float32Array.of(0, 0, 1)]] };
    close(
      one(rtt({ tokenWeight: 1 }), credited).advantagesGT[0]!,
      [Math.SQRT1_2, Math.SQRT1_2, -Math.SQRT2],
      3,
    );
    expect([...one(rtt(), group).advantagesGT[0]!]).toEqual([0, 0, 0]);
  });

  test("one violated criterion, worked out by hand: tokens that do not matter get the other sign", () => {
    const group = groupOf([{ signsK: [-1], relevanceKT: [[0.9, 0.1, 0.1]], ended: false }]);
    const credit = one(rtt({ tokenWeight: 1 }), group);
    close(credit.advantagesGT[0]!, [-Math.SQRT2, Math.SQRT1_2, Math.SQRT1_2], 3);
    close(
      one(rtt(), group).advantagesGT[0]!,
      [-Math.SQRT1_2, Math.SQRT1_2 / 2, Math.SQRT1_2 / 2],
      3,
    );
  });

  test("a group worked out by hand: two rollouts, two criteria", () => {
    const credit = one(rtt({ tokenWeight: 0.5 }), byHand);
    const level = 0.25 / Math.sqrt(0.125);
    close(credit.responseG, [level, -level], 4);
    close(credit.advantagesGT[0]!, [level + 0.25, level - 0.25], 4);
    const [off, on] = [-1 / Math.SQRT2, Math.SQRT2];
    const token = [(off - on) / 2, (off - off) / 2, (on - off) / 2];
    close(
      credit.advantagesGT[1]!,
      token.map((value) => -level + 0.5 * value),
      4,
    );
  });

  test("every one of more than twenty criteria counts", () => {
    const rows = Array.from({ length: 25 }, (_, k) => [k === 24 ? 1 : 0, 0]);
    const group = groupOf([{ signsK: rows.map(() => 1), relevanceKT: rows, ended: false }]);
    close(one(rtt({ tokenWeight: 1 }), group).advantagesGT[0]!, [1 / 25, -1 / 25], 5);
  });

  test("criteria keep the contrast they came with", () => {
    const rows = [
      [0.9, 0.05],
      [0.05, 0.9],
    ];
    const group = groupOf([{ signsK: [1, -1], relevanceKT: rows, ended: false }]);
    close(one(rtt({ tokenWeight: 1 }), group).advantagesGT[0]!, [1, -1], 4);
  });

  test("small relevance counts: a float row is not the row of its whole parts", () => {
    const group = groupOf([{ signsK: [1], relevanceKT: [[0.4, 0.1, 0.1]], ended: false }]);
    close(
      one(rtt({ tokenWeight: 1 }), group).advantagesGT[0]!,
      [Math.SQRT2, -Math.SQRT1_2, -Math.SQRT1_2],
      3,
    );
  });

  test("uniform relevance is GRPO; unknown verdicts are reported as coverage", async () => {
    await fc.assert(
      fc.asyncProperty(sketches, async (group) => {
        const scored = groupOf(group);
        const requests = scored.rollouts.map((rollout, g) => ({
          prompt: scored.prompt,
          rollout,
          verdictsK: scored.verdictsGK[g]!,
        }));
        const relevanceGKT = await uniformRelevance.relevance(requests);
        const credit = one(rtt(), { ...scored, relevanceGKT });
        expect(credit.advantagesGT).toEqual(one(responseLevel(), scored).advantagesGT);
        const known = scored.verdictsGK.flat().filter(({ status }) => status !== "unknown").length;
        expect(credit.diagnostics["credit/coverage"]).toBeCloseTo(
          known / scored.verdictsGK.flat().length,
        );
        expect(credit.diagnostics["credit/flat_rows"]).toBe(known > 0 ? 1 : 0);
        const random = await randomRelevance(3).relevance(requests);
        expect(await randomRelevance(3).relevance(requests.toReversed())).toEqual(
          random.toReversed(),
        );
        expect(await randomRelevance(4).relevance(requests)).not.toEqual(random);
      }),
      { numRuns: 40 },
    );
  });

  test("each option changes the output", () => {
    const group = groupOf([
      {
        signsK: [1, -1],
        relevanceKT: [
          [1, 0.2],
          [0.5, 0.45],
        ],
        ended: false,
      },
      {
        signsK: [1, 1],
        relevanceKT: [
          [0.2, 0.3, 0.9],
          [0, 1, 0],
        ],
        ended: true,
      },
    ]);
    const variants = [
      rtt(),
      rtt({ tokenWeight: 0.2 }),
      rtt({ combine: mix }),
      rtt({ normalize: interSample() }),
      rtt({ normalize: intraSample({ scale: unscaled }) }),
      rtt({ normalize: intraSample({ scale: standardDeviation({ minStd: 0.05 }) }) }),
      rtt({ normalize: intraSample({ center: false }) }),
      rtt({ response: groupZScore({ scale: unscaled }) }),
      responseLevel(),
      responseLevel({ normalize: groupZScore({ scale: unscaled }) }),
      localized(),
      localized({ share: 0.5 }),
    ].map((scheme) => JSON.stringify(one(scheme, group).advantagesGT.map((row) => [...row])));
    expect(new Set(variants).size).toBe(variants.length);
  });
});

describe("localized", () => {
  test("credit is moved, never made: the mean over tokens is GRPO's advantage of the rate", () => {
    fc.assert(
      fc.property(sketches, fc.constantFrom(0, 0.1, 1), (group, share) => {
        const known = group.map((rollout) => ({
          ...rollout,
          signsK: rollout.signsK.map((sign) => (sign === sign ? sign : 1)),
        }));
        const scored = groupOf(known);
        const rate = groupZScore()(scored.rewardsG);
        one(localized({ share }), scored).advantagesGT.forEach((row, g) =>
          expect(mean(row)).toBeCloseTo(rate[g]!, 3),
        );
      }),
    );
  });

  test("share 0 is GRPO; a group worked out by hand at share 1", () => {
    const level = 0.25 / Math.sqrt(0.125);
    close(one(localized({ share: 0 }), byHand).advantagesGT[1]!, [-level, -level, -level], 4);
    const credit = one(localized({ share: 1 }), byHand);
    close(credit.advantagesGT[0]!, [level, level], 4);
    close(credit.advantagesGT[1]!, [-3 * level, 0, 0], 4);
  });

  test("a share outside [0, 1] is refused", () => {
    expect(() => localized({ share: 1.5 })).toThrow("share: must be in [0, 1], got 1.5");
  });
});

describe("bad groups are refused", () => {
  const group = groupOf([{ signsK: [1], relevanceKT: [[1, 0]], ended: false }]);
  const rollout = group.rollouts[0]!;
  test.each<[string, ScoredGroup, string]>([
    ["no criteria", { ...group, prompt: { ...group.prompt, criteria: [] } }, "at least one"],
    ["a foreign rollout", { ...group, rollouts: [{ ...rollout, promptId: "q" }] }, "expected p"],
    ["a missing reward", { ...group, rewardsG: new Float64Array() }, "rewardsG: expected 1, got 0"],
    ["a missing verdict", { ...group, verdictsGK: [[]] }, "verdictsGK[0]: expected 1, got 0"],
    ["no relevance", { ...group, relevanceGKT: undefined }, "is absent"],
    ["a short row", { ...group, relevanceGKT: [[Float32Array.of(1)]] }, "expected 2, got 1"],
    ["a relevance above 1", { ...group, relevanceGKT: [[Float32Array.of(1, 2)]] }, "is 2"],
    ["a NaN", { ...group, relevanceGKT: [[Float32Array.of(1, NaN)]] }, "is NaN"],
  ])("%s", (_, bad, message) => {
    expect(() => rtt()([bad])).toThrow(message);
  });
});

describe("pieces", () => {
  test("equal rewards earn no credit, also when Float64 cannot hold them exactly", () => {
    for (const reward of [0.1, 0.7, 1 / 3, 2 / 3])
      for (let count = 1; count <= 16; count++)
        expect(groupZScore()(new Float64Array(count).fill(reward)).every((a) => a === 0)).toBe(
          true,
        );
  });

  test("a reward that is NaN leaves the mean: numbers worked out by hand", () => {
    close(groupZScore()(Float64Array.of(1, Number.NaN, 0)), [Math.SQRT1_2, 0, -Math.SQRT1_2], 4);
    close(groupZScore({ scale: unscaled })(Float64Array.of(1, Number.NaN, 0)), [0.5, 0, -0.5], 9);
  });

  test("add and mix are equation 8", () => {
    expect(add(2, 10, 0.5)).toBe(7);
    expect(mix(2, 10, 0.25)).toBe(4);
  });

  test("signed relevance is the verdict times the relevance; unknown rows are outside", () => {
    const group = groupOf([
      {
        signsK: [-1, Number.NaN],
        relevanceKT: [
          [0.5, 0],
          [1, 1],
        ],
        ended: true,
      },
    ]);
    expect(signedRelevance(group)).toEqual([
      [Float64Array.of(-0.5, -0, Number.NaN), Float64Array.of(Number.NaN, Number.NaN, Number.NaN)],
    ]);
  });
});
