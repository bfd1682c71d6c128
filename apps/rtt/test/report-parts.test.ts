import type { RolloutRecord } from "@rtt/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { armDifference, armEstimate, outcomeBySeed } from "#rtt/report/arm-data";
import { choosePair } from "#rtt/report/choose-rollouts";
import { creditLimits, creditViews } from "#rtt/report/credit-view";
import { criterionChanges } from "#rtt/report/criterion-change";
import { curveOverRuns } from "#rtt/report/curve";
import { discriminatorSection } from "#rtt/report/discriminator-section";
import { html } from "#rtt/report/html";
import { differenceText, durationText, estimateText, signedText } from "#rtt/report/number-text";
import { resultTable } from "#rtt/report/result-table";
import type { RunData } from "#rtt/report/run-data";
import { settingRows } from "#rtt/report/settings-table";
import { textPieces } from "#rtt/report/text-pieces";
import { drawRollouts } from "./generated-run.ts";

const [record] = drawRollouts("rtt-csr", 1) as [RolloutRecord];

function rollout(promptId: string, rolloutId: string, reward: number | null): RolloutRecord {
  return { ...record, promptId, rolloutId, reward };
}

function run(rates: readonly number[]): RunData {
  const metrics = rates.map((rate, i) => ({ step: i + 1, "rubrics/csr": rate }));
  return { metrics, evaluations: [] } as unknown as RunData;
}

test("whatever the spans are, the pieces of a response concatenate to it", () => {
  const spans = fc.array(fc.tuple(fc.nat(12), fc.nat(4)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), spans, fc.boolean(), (text, drawn, ends) => {
      const tokenSpans = drawn.map(([start, length]) => [start, start + length] as const);
      const pieces = textPieces({
        ...record,
        text,
        tokenSpans,
        tokens: tokenSpans.map(() => 0),
        stopReason: ends && tokenSpans.length > 0 ? "stop" : "length",
      });
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }),
  );
});

test("tokens that share a character make one piece", () => {
  const pieces = textPieces({
    ...record,
    text: "a😀b",
    tokens: [1, 2, 3, 4],
    tokenSpans: [
      [0, 1],
      [1, 3],
      [1, 3],
      [3, 4],
    ],
    stopReason: "length",
  });
  expect(pieces.map(({ text, tokens }) => [text, tokens])).toEqual([
    ["a", [0]],
    ["😀", [1, 2]],
    ["b", [3]],
  ]);
});

function seeds(...rates: number[]): Map<number, RunData> {
  return new Map(rates.map((rate, seed) => [seed, run([rate])]));
}

test("the token-level part is the sum of the criteria's credit", () => {
  const views = creditViews({
    ...record,
    advantages: [1, 2],
    criterionCredit: [
      [0.5, -1],
      [0.25, 0],
    ],
    relevance: null,
  });
  expect(views.map(({ id, valuesT }) => [id, valuesT])).toEqual([
    ["total", [1, 2]],
    ["token", [0.75, -1]],
    ["c0", [0.5, -1]],
    ["c1", [0.25, 0]],
  ]);
  expect(creditLimits(views)).toEqual({ total: 2, token: 1, criterion: 1, relevance: 1 });
});

test("the pair shown is the widest of its step; unscored rollouts are passed over", () => {
  const pair = choosePair([
    rollout("a", "1", 0.5),
    rollout("b", "2", 0.9),
    rollout("a", "3", 0.25),
    rollout("b", "4", 0.1),
    rollout("b", "5", null),
  ])!;
  expect([pair.best.rolloutId, pair.worst.rolloutId, pair.group.length]).toEqual(["2", "4", 3]);
  expect(choosePair([rollout("a", "1", 1)])).toBeUndefined();
});

test("a curve is the mean over runs with its t interval", () => {
  const points = curveOverRuns(
    [
      [
        { step: 2, reward: 3 },
        { step: 1, reward: 1 },
      ],
      [{ step: 1, reward: 3 }],
    ],
    "reward",
  );
  expect(points).toHaveLength(2);
  const [first, second] = points;
  expect(first!.mean).toBe(2);
  expect(first!.high - first!.mean).toBeCloseTo(12.706204736432095, 6);
  expect(second).toEqual({ step: 2, mean: 3, low: 3, high: 3 });
});

test("criterion types change from the first fifth of the steps to the last", () => {
  const metrics = Array.from({ length: 10 }, (_, i) => ({
    step: i + 1,
    "rewards/a:b/mean": i / 10,
    "rewards/c/mean": 1 - i / 10,
  }));
  expect(criterionChanges(metrics)).toEqual([
    { type: "a:b", before: 0.05, after: expect.closeTo(0.85, 9) },
    { type: "c", before: 0.95, after: expect.closeTo(0.15, 9) },
  ]);
});

test("AUC is the mean training rate over steps; differences are paired by seed", () => {
  const baseline = {
    name: "a",
    runs: new Map([
      [1, run([0.2, 0.4])],
      [2, run([0.5])],
    ]),
  };
  const arm = {
    name: "b",
    runs: new Map([
      [1, run([0.5, 0.5])],
      [2, run([0.8])],
    ]),
  };
  expect([...outcomeBySeed(baseline, "auc-csr").values()]).toEqual([0.30000000000000004, 0.5]);
  expect(armDifference(arm, baseline, "auc-csr").mean).toBeCloseTo(0.25, 12);
  expect(outcomeBySeed(arm, "csr").size).toBe(0);
});

test("values in templates are escaped, markup is not escaped twice", () => {
  expect(html`<b title="${`"'`}">${"<i>"}${html`&amp;`}${[1, undefined]}</b>`.markup).toBe(
    '<b title="&quot;&#39;">&lt;i&gt;&amp;1</b>',
  );
});

test("numbers read as people write them", () => {
  expect(signedText(-0.0161)).toBe("−0.016");
  expect(signedText(-0.0001)).toBe("0.000");
  expect(estimateText({ count: 1, mean: 0.5, halfWidth: Number.NaN })).toBe("0.500");
  expect(differenceText({ count: 2, mean: 0.0304, halfWidth: 0.018 })).toBe("+0.030 ± 0.018");
  expect([durationText(4), durationText(100), durationText(7200)]).toEqual([
    "4.0 s",
    "1.7 min",
    "2.0 h",
  ]);
});

test("settings are walked to their leaves", () => {
  expect(settingRows({ a: { b: [1, 2] }, c: [{ d: null }], e: undefined })).toEqual([
    ["a.b", "1, 2"],
    ["c.0.d", "null"],
  ]);
});

test("a difference is bold where its interval leaves 0 out, and only there", () => {
  const baseline = { name: "a", runs: seeds(0.5, 0.5, 0.5) };
  const bold = (...rates: number[]): number =>
    resultTable([baseline, { name: "b", runs: seeds(...rates) }], undefined).markup.split(
      "number clear",
    ).length - 1;
  expect(bold(0.6, 0.61, 0.62)).toBe(1);
  expect(bold(0.2, 0.8, 0.6)).toBe(0);
  expect(bold(0.9)).toBe(0);
});

/** A single run with these held-out rates. */
function single(rates: readonly number[]): Map<number, RunData> {
  const rows = rates.map((csr, i) => ({ promptId: `p${i}`, csr, aon: 0, length: 1 }));
  return new Map([[7, { metrics: [], evaluations: [{ rows }] } as unknown as RunData]]);
}

test("single runs are compared over held-out prompts, paired by prompt", () => {
  const baseline = { name: "a", runs: single([0.1, 0.3, 0.5]) };
  const arm = { name: "b", runs: single([0.3, 0.5, 0.7]) };
  expect(armEstimate(arm, "csr")).toMatchObject({ count: 3, mean: 0.5 });
  const { count, mean, halfWidth } = armDifference(arm, baseline, "csr");
  expect([count, mean.toFixed(9), halfWidth.toFixed(9)]).toEqual([3, "0.200000000", "0.000000000"]);
});

test("the discriminator stands beside what takes no model; other numbers become a plain table", () => {
  const scores = { precision: 0.5, recall: 0.25, f1: 1 / 3 };
  const { markup } = discriminatorSection({
    tokens: 1000,
    baseRate: 0.05,
    averagePrecision: 0.4,
    atBest: scores,
    calibrationError: 0.01,
    baselines: { majority: scores, position: { averagePrecision: 0.3, atBest: scores } },
    averagePrecisionByType: { a: 0.1, "<b>": 0.9 },
  });
  expect(markup).toContain("5.0 %");
  expect(markup).toContain("&lt;b&gt; 0.900, a 0.100");
  expect(discriminatorSection({ f1: 0.5 }).markup).toContain("<code>f1</code>");
});
