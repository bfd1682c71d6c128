import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeComparisonReport } from "#rtt/report/comparison-report";
import { writeGeneratedRun } from "./generated-run.ts";

async function folderWith(comparison: unknown): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rtt-comparison-"));
  await writeFile(join(folder, "comparison.json"), JSON.stringify(comparison));
  return folder;
}

test("a comparison reads its runs and stands the arms side by side", async () => {
  const folder = await folderWith({
    title: "T",
    lead: "L",
    start: { csr: 0.4, aon: 0.1 },
    arms: (["grpo-csr", "rtt-csr"] as const).map((name) => ({
      name,
      runs: [1, 2].map((seed) => ({ seed, folder: `${name}-${seed}` })),
    })),
  });
  for (const arm of ["grpo-csr", "rtt-csr"] as const)
    for (const seed of [1, 2])
      await writeGeneratedRun(join(folder, `${arm}-${seed}`), { arm, seed, steps: 5 });
  const markup = await readFile(await writeComparisonReport(folder), "utf8");
  expect(markup).toContain("rtt-csr minus grpo-csr");
  expect(markup).toContain("0.400");
});

test("a comparison that is not one is refused, and so are runs outside its folder", async () => {
  await expect(writeComparisonReport(await folderWith({ title: "T" }))).rejects.toThrow(
    "lead: expected string, received undefined",
  );
  const outside = {
    title: "T",
    lead: "",
    arms: [{ name: "a", runs: [{ seed: 1, folder: "../x" }] }],
  };
  await expect(writeComparisonReport(await folderWith(outside))).rejects.toThrow(
    "names a run outside: ../x",
  );
});
