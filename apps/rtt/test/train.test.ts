import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMetrics, readRunConfig } from "@rtt/trainer";
import { beforeAll, expect, test } from "vitest";
import { runCaptured } from "./run-captured.ts";
import { writePrompts, writeTinyModel } from "./tiny-model.ts";

let folder: string;
let model: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rtt-train-"));
  model = join(folder, "model");
  data = join(folder, "data.jsonl");
  await writeTinyModel(model);
  await writePrompts(data);
});

function train(...more: string[]): Promise<{ code: number; out: string; err: string }> {
  const sizes = ["--steps", "2", "--prompts-per-step", "2", "--num-generations", "4"];
  const rest = ["--max-completion-length", "8", "--backend", "wasm", "--learning-rate", "0.01"];
  return runCaptured("train", "--model", model, "--data", data, ...sizes, ...rest, ...more);
}

test("training writes a run, a model and a report, and nothing is overwritten", async () => {
  const out = join(folder, "run");
  const { code, out: printed, err } = await train("--out", out, "--arm", "rtt-csr");
  expect([code, err.includes("parameters, all weights trained")]).toEqual([0, true]);
  expect(printed).toContain("sampling, tokens/s");
  expect(await readMetrics(out)).toHaveLength(2);
  const { settings } = await readRunConfig(out);
  expect(settings).toMatchObject({ arm: "rtt-csr", loraRank: 0, learningRate: 0.01, seed: 42 });
  expect(await readdir(join(out, "model"))).toContain("model.safetensors");
  expect(await readFile(join(out, "report.html"), "utf8")).toContain("Where the credit went");
  const again = await train("--out", out);
  expect([again.code, again.err]).toEqual([
    1,
    `rtt: --out: the folder ${out} is not empty, and nothing is overwritten\n`,
  ]);
});

/** The numbers of each step that do not depend on the clock. */
async function numbers(run: string): Promise<unknown> {
  const metrics = await readMetrics(run);
  return metrics.map((record) => ["reward", "grad_norm", "entropy"].map((name) => record[name]));
}

test("a run that is resumed is the run that was not interrupted", async () => {
  const whole = join(folder, "whole");
  const parts = join(folder, "parts");
  const lora = ["--lora-rank", "2"];
  await train("--out", whole, "--steps", "4", ...lora);
  await train("--out", parts, "--steps", "2", ...lora);
  const { code, err } = await runCaptured("resume", parts, "--steps", "4");
  expect([code, err.includes("step 4/4")]).toEqual([0, true]);
  expect(await numbers(parts)).toEqual(await numbers(whole));
});

test("LoRA trains adapters on the asked projections", async () => {
  const out = join(folder, "lora");
  const { code, err } = await train("--out", out, "--lora-rank", "2", "--lora-targets", "q_proj");
  expect([code, err.includes("LoRA of rank 2 on q_proj")]).toEqual([0, true]);
});

test.each([
  [["--arm", "rtt"], 'rtt: arm: "rtt" is not an arm; known are grpo-aon'],
  [["--data", "nowhere.jsonl"], "rtt: nowhere.jsonl: does not exist"],
  [["--model", "nowhere"], "rtt: nowhere"],
  [["--max-completion-length", "64"], "which leaves 61 of the model's 64 for the response, not 64"],
  [["--lora-targets", "x", "--lora-rank", "1"], "no projection is named x"],
  [["--discriminator", "d"], "rtt: --discriminator: is not used by the arm rtt-csr"],
  [["--arm", "rtt-csr-learned"], "rtt: --discriminator: is required by the arm"],
  [["--prompts-per-step", "3"], "rtt: promptsPerStep: is 3, but there are only 2 prompts"],
])("train %j is refused", async (more, message) => {
  const { code, err } = await train("--out", join(folder, "refused"), ...more);
  expect(code).toBe(1);
  expect(err).toContain(message);
  expect(await readdir(folder)).not.toContain("refused");
});
