import { readFileSync } from "node:fs";
import * as advantage from "@rtt/advantage";
import type { ScoredGroup } from "@rtt/core";
import * as normalization from "@rtt/normalization";
import * as rubrics from "@rtt/rubrics";
import { expect, test } from "vitest";
import type { Ablation } from "#rtt/ablations";

const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");

test("the arm that README adds is ten lines at most, and works as written", () => {
  const lines = /## Add an arm[^]*?```ts\n([^]*?)```/u.exec(readme)![1]!;
  expect(lines.trim().split("\n").length).toBeLessThanOrEqual(10);
  const scope = { ...advantage, ...normalization, ...rubrics };
  const build = new Function(...Object.keys(scope), `return { ${lines} };`);
  const arms = build(...Object.values(scope)) as Record<string, Ablation>;
  const [[name, arm]] = Object.entries(arms) as [[string, Ablation]];
  expect(name).toBe("rtt-csr-maximum");
  const [credit] = arm.credit([group(arm)]);
  // Rewards 1 and 0 give +-.7071; relevance [1, 0] of a met criterion gives z = +-1 by its maximum.
  expect([...credit!.advantagesGT[0]!].map((value) => value.toFixed(3))).toEqual([
    "0.907",
    "0.507",
  ]);
  expect([...credit!.advantagesGT[1]!].map((value) => value.toFixed(3))).toEqual([
    "-0.707",
    "-0.707",
  ]);
});

function group({ reward }: Ablation): ScoredGroup {
  const criteria = [{ id: "c", description: "c", check: { judge: true } as const }];
  const verdictsGK = (["satisfied", "violated"] as const).map((status) => [
    { status, score: 0, spans: [], scope: "local" as const, absence: false },
  ]);
  return {
    prompt: { id: "p", messages: [], criteria },
    rollouts: verdictsGK.map((_, g) => ({
      id: `p/${g}`,
      promptId: "p",
      promptTokens: Int32Array.of(1),
      tokens: Int32Array.of(1, 2),
      logProbs: new Float32Array(2),
      text: "a b",
      tokenSpans: [
        { start: 0, end: 1 },
        { start: 2, end: 3 },
      ],
      stopReason: "length" as const,
    })),
    verdictsGK,
    rewardsG: Float64Array.from(verdictsGK, (row) => reward(row, criteria)),
    relevanceGKT: [[Float32Array.of(1, 0)], [Float32Array.of(0, 0)]],
  };
}
