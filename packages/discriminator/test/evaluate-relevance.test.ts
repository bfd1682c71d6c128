import { evaluateRelevance, type RelevanceExample } from "@rtt/discriminator";
import { describe, expect, it } from "vitest";

const example = (type: string, ...labels: number[]): RelevanceExample => ({
  type,
  promptTokens: Int32Array.of(1),
  tokens: new Int32Array(labels.length),
  labels: Uint8Array.from(labels),
});
const scored = (
  ...rows: [RelevanceExample, ...number[]][]
): { examples: RelevanceExample[]; scoresNT: Float32Array[] } => ({
  examples: rows.map(([row]) => row),
  scoresNT: rows.map(([, ...scores]) => Float32Array.from(scores)),
});

// "end" is always decided by the last token, "start" by the first.
const validation = scored(
  [example("end", 0, 0, 0, 1), 0, 0, 0.25, 0.25],
  [example("start", 1, 0), 0.75, 0.125],
);
const test = scored(
  [example("end", 0, 0, 0, 0, 1), 0, 0, 0, 0.5, 0.375],
  [example("start", 1, 0, 0), 1, 0, 0.125],
);
const report = evaluateRelevance(test, validation);

describe("evaluation of relevance", () => {
  it("is the hand-worked numbers, as a whole and by kind of criterion", () => {
    // Labelled at ranks 1 and 3 of 8.
    expect(report).toMatchObject({ tokens: 8, baseRate: 0.25 });
    expect(report.averagePrecision).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(report.atHalf).toMatchObject({ precision: 0.5, recall: 0.5, f1: 0.5 });
    expect(report.types["end"]!.averagePrecision).toBe(0.5);
    expect(report.types["start"]!.averagePrecision).toBe(1);
    expect(Object.keys(report.types)).toEqual(["end", "start"]);
  });

  it("takes its threshold from the validation examples", () => {
    // There 0.25 gives F1 4/5, 0.75 gives 2/3.
    expect(report.atBest).toMatchObject({ threshold: 0.25, recall: 1, precision: 2 / 3 });
  });

  it("stands beside what needs no model", () => {
    expect(report.baselines.majority).toMatchObject({ accuracy: 0.75, f1: 0 });
    expect(report.baselines.position.averagePrecision).toBe(1);
    const shifted = scored([example("end", 1, 0, 0, 0, 0), 0, 0, 0, 0, 0]);
    expect(evaluateRelevance(shifted, validation).baselines.position.averagePrecision).toBe(0.2);
  });
});
