import type { Criterion, Verdict } from "@rtt/core";
import { expect, test } from "vitest";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { ifeval, instructionMetrics, readIfeval, scorer } from "@rtt/rubrics";
import { hasOracle, oracle } from "./oracle.ts";

const verdictOf = (letter: string): Verdict => {
  const status = letter === "+" ? "satisfied" : letter === "-" ? "violated" : "unknown";
  return { status, score: 0, spans: [], scope: "local", absence: false };
};
const criterionOf = (verifier: string): Criterion => ({
  id: verifier,
  description: "",
  check: { verifier, kwargs: {} },
});
const evaluated = (ids: readonly string[], strict: string, loose: string) => ({
  criteria: ids.map(criterionOf),
  strictK: Array.from(strict, verdictOf),
  looseK: Array.from(loose, verdictOf),
});

test("accuracies by prompt, by instruction, by family and by id", () => {
  const metrics = instructionMetrics([
    evaluated(["a:x", "b:y"], "+-", "++"),
    evaluated(["a:x"], "+", "+"),
    evaluated(["a:z", "b:y"], "-?", "-?"),
    evaluated(["b:y"], "?", "?"),
  ]);
  expect(metrics).toEqual({
    prompt_level_strict_acc: 1 / 3,
    prompt_level_loose_acc: 2 / 3,
    inst_level_strict_acc: 2 / 4,
    inst_level_loose_acc: 3 / 4,
    tier0: {
      a: { strict: 2 / 3, loose: 2 / 3, count: 3 },
      b: { strict: 0, loose: 1, count: 3 },
    },
    tier1: {
      "a:x": { strict: 1, loose: 1, count: 2 },
      "a:z": { strict: 0, loose: 0, count: 1 },
      "b:y": { strict: 0, loose: 1, count: 3 },
    },
  });
});

test("nothing known: NaN", () => {
  expect(instructionMetrics([]).prompt_level_strict_acc).toBeNaN();
  expect(instructionMetrics([evaluated(["a:x"], "?", "?")]).inst_level_loose_acc).toBeNaN();
});

test.skipIf(!hasOracle)("oracle: the published accuracies of a published run", () => {
  const data = loadLinguisticData();
  const rows = oracle<{ readonly response: string }>("ifeval_published");
  const prompts = readIfeval(rows.map((row) => JSON.stringify(row)).join("\n"), "published");
  const [strict, loose] = [scorer(ifeval, data), scorer(ifeval, data, { loose: true })];
  const metrics = instructionMetrics(
    prompts.map((prompt, index) => ({
      criteria: prompt.criteria,
      strictK: strict(prompt, [{ text: rows[index]!.response }])[0]!,
      looseK: loose(prompt, [{ text: rows[index]!.response }])[0]!,
    })),
  );
  // Within one prompt and two instructions: some of the official verdicts depend on a random seed.
  expect(Math.abs(metrics.prompt_level_strict_acc - 0.8614)).toBeLessThan(1.5 / 541);
  expect(Math.abs(metrics.prompt_level_loose_acc - 0.8965)).toBeLessThan(1.5 / 541);
  expect(Math.abs(metrics.inst_level_strict_acc - 0.9065)).toBeLessThan(2.5 / 834);
  expect(Math.abs(metrics.inst_level_loose_acc - 0.9293)).toBeLessThan(2.5 / 834);
});
