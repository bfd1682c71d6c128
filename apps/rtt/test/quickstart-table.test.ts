import { estimateRate, type Evaluation } from "@rtt/trainer";
import { expect, test } from "vitest";
import { resultTable } from "#rtt/quickstart/result-table";
import type { ArmResult } from "#rtt/quickstart/run-arm";

/** An evaluation in which prompt i has the i-th rate. */
function evaluationOf(csr: readonly number[]): Evaluation {
  const rows = csr.map((rate, i) => ({
    promptId: String(i),
    csr: rate,
    aon: rate === 1 ? 1 : 0,
    length: 9,
  }));
  return {
    csr: estimateRate(csr),
    aon: estimateRate(rows.map(({ aon }) => aon)),
    meanLength: 9,
    types: {},
    rows,
  };
}

const result = (arm: string, seed: number, csr: number[], aucCsr: number): ArmResult => ({
  arm,
  seed,
  run: `${arm}-seed${seed}`,
  final: evaluationOf(csr),
  aucCsr,
  aucAon: 0,
});

const start = evaluationOf([0.25, 0.75]);

test("one seed: intervals over prompts, differences paired by prompt, and no word on another run", () => {
  // a: mean .4375, s .4270, t(.975, 3) = 3.182, half width .679.
  // Differences .5, .25, .25, 0: mean .25, s .2041, half width .325.
  const table = resultTable(start, [
    result("a", 0, [0, 0.5, 0.25, 1], 0.5),
    result("b", 0, [0.5, 0.75, 0.5, 1], 0.625),
  ]);
  expect(table).toMatch(/^a +0\.438 ± 0\.679 +0\.250 ± 0\.796 +0\.500 +0\.000$/m);
  expect(table).toMatch(/^b minus a +\+0\.250 ± 0\.325 +\+0\.000 ± 0\.000 +\+0\.125 +\+0\.000$/m);
  expect(table).toContain("one seed says nothing of how another run would end");
});

test("several seeds: Student intervals over seeds, differences paired by seed", () => {
  // a: .25, .5, .75; b minus a: .25, .25, -.125: mean .125, s .2165, t(.975, 2) = 4.303.
  const table = resultTable(start, [
    ...[0.25, 0.5, 0.75].map((rate, seed) => result("a", seed, [rate, rate], 0.5)),
    ...[0.5, 0.75, 0.625].map((rate, seed) => result("b", seed, [rate, rate], 0.5)),
  ]);
  expect(table).toMatch(/^a +0\.500 ± 0\.621 /m);
  expect(table).toMatch(/^b minus a +\+0\.125 ± 0\.538 +\+0\.000 ± 0\.000 /m);
  expect(table).toContain("± 95 % Student t over 3 seeds, differences paired by seed.");
  expect(table).toContain("A difference whose interval includes 0 is no finding.");
});
