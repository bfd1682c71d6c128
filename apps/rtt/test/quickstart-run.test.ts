import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEvaluations, readMetrics, readRunConfig } from "@rtt/trainer";
import { beforeAll, expect, test } from "vitest";
import { quickstartArms } from "#rtt/quickstart/arms";
import { quickstartSchema, sizesOf, type Sizes } from "#rtt/quickstart/settings";
import { runCaptured } from "./run-captured.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rtt-quickstart-"));
});

function quickstart(...more: string[]): Promise<{ code: number; out: string; err: string }> {
  const sizes = ["--quick", "--steps", "1", "--backend", "wasm"];
  return runCaptured("quickstart", ...sizes, ...more);
}

test("an unknown arm is refused with the list of the known ones, before anything is done", async () => {
  const out = join(folder, "none");
  const { code, err } = await quickstart("--arms", "grpo-csr,rtt", "--out", out);
  const known = Object.keys(quickstartArms).join(", ");
  expect([code, err]).toEqual([
    1,
    `rtt: --arms: "rtt" is not an arm of the quickstart; known are ${known}\n`,
  ]);
  await expect(readFile(out)).rejects.toThrow("ENOENT");
});

test("an arm asked for twice is refused, and so is a used folder", async () => {
  const twice = await quickstart("--arms", "rtt-csr,rtt-csr");
  expect([twice.code, twice.err]).toEqual([
    1,
    'rtt: --arms: expected each arm once, got ["rtt-csr","rtt-csr"]\n',
  ]);
  const used = await quickstart("--out", import.meta.dirname);
  expect([used.code, used.err]).toMatchObject([1, expect.stringContaining("is not empty")]);
});

const sizes = (settings: object): Sizes => sizesOf(quickstartSchema.parse(settings));

test("seeds and steps that are asked for count, also when it is to be quick", () => {
  expect(sizes({})).toMatchObject({ seeds: 3, steps: 40, heldOutPrompts: 1024 });
  expect(sizes({ quick: true })).toMatchObject({ seeds: 1, steps: 8, heldOutPrompts: 256 });
  expect(sizes({ quick: true, seeds: 2, steps: 9 })).toMatchObject({ seeds: 2, steps: 9 });
});

/** Everything of a run that does not depend on the clock or on memory. */
async function numbers(run: string): Promise<unknown> {
  const names = ["reward", "rubrics/csr", "grad_norm", "entropy", "eval/rubrics/csr"];
  const metrics = await readMetrics(join(folder, run));
  return metrics.map((record) => names.map((name) => record[name]));
}

test("arms train on the same prompts from the same start, and again they end the same", async () => {
  const first = await quickstart("--arms", "grpo-csr,rtt-csr", "--out", join(folder, "first"));
  expect([first.code, first.err.includes("rtt-csr seed 0  step 1/1")]).toEqual([0, true]);
  expect(first.out).toMatch(/^start: CSR 0\.[345]\d\d, AON 0\.0\d\d on 256 held-out prompts$/m);
  expect(first.out).toMatch(/^rtt-csr minus grpo-csr +[+-]0\.\d{3} ± 0\.\d{3} /m);
  expect(first.out).toContain(`report: ${join(folder, "first", "report.html")}`);

  const grpo = await readMetrics(join(folder, "first/grpo-csr-seed0"));
  const rtt = await readMetrics(join(folder, "first/rtt-csr-seed0"));
  expect(rtt[0]!["rubrics/csr"]).toBe(grpo[0]!["rubrics/csr"]);
  expect(rtt[0]!["completions/mean_length"]).toBe(grpo[0]!["completions/mean_length"]);
  expect(rtt[0]!["grad_norm"]).not.toBe(grpo[0]!["grad_norm"]);

  const [evaluation] = await readEvaluations(join(folder, "first/rtt-csr-seed0"));
  expect(evaluation!.csr.count).toBe(256);
  const { settings } = await readRunConfig(join(folder, "first/rtt-csr-seed0"));
  expect(settings).toMatchObject({ arm: "rtt-csr", seed: 0, steps: 1, heldOutPrompts: 256 });

  // Alone, after nothing else, the arm does the same: no arm disturbs another.
  await quickstart("--arms", "rtt-csr", "--out", join(folder, "again"));
  expect(await numbers("again/rtt-csr-seed0")).toEqual(await numbers("first/rtt-csr-seed0"));
});

test("another seed is another run from the same start; two seeds give intervals over seeds", async () => {
  const out = join(folder, "seeds");
  const seeds = ["--seeds", "2", "--seed", "5"];
  const { code, out: printed } = await quickstart("--arms", "grpo-csr", ...seeds, "--out", out);
  expect([code, printed.includes("95 % Student t over 2 seeds")]).toEqual([0, true]);
  expect(await numbers("seeds/grpo-csr-seed5")).not.toEqual(await numbers("seeds/grpo-csr-seed6"));
  const comparison: unknown = JSON.parse(await readFile(join(out, "comparison.json"), "utf8"));
  expect(comparison).toMatchObject({
    arms: [
      {
        name: "grpo-csr",
        runs: [
          { seed: 5, folder: "grpo-csr-seed5" },
          { seed: 6, folder: "grpo-csr-seed6" },
        ],
      },
    ],
  });
});
