import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ScoredGroup } from "@rtt/core";
import { afterAll, expect, test } from "vitest";
import type { Ablation } from "#rtt/ablations";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const folder = mkdtempSync(join(import.meta.dirname, "readme-arm-"));

afterAll(() => rmSync(folder, { recursive: true }));

test("the arm that README adds is ten lines at most, and works in the table as written", async () => {
  const lines = /## Add an arm[^]*?```ts\n([^]*?)```/u.exec(read("../../../README.md"))![1]!;
  expect(lines.trim().split("\n").length).toBeLessThanOrEqual(10);
  const table = "export const quickstartArms = {\n";
  const source = read("../src/quickstart/arms.ts");
  expect(source).toContain(table);
  writeFileSync(join(folder, "arms.ts"), source.replace(table, table + lines));
  const arms = (await import(join(folder, "arms.ts"))) as {
    quickstartArm: (name: string) => Ablation;
  };
  const arm = arms.quickstartArm("rtt-csr-uncentred");
  const [credit] = arm.credit([group(arm)]);
  // Rewards 1 and 0 give +-.7071; relevance [1, 0] of a met criterion over its deviation .5 gives 2, 0.
  expect([...credit!.advantagesGT[0]!].map((value) => value.toFixed(3))).toEqual([
    "1.107",
    "0.707",
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
