import { mkdtemp, readFile, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runCaptured } from "./run-captured.ts";
import { writePrompts, writeTinyModel } from "./tiny-model.ts";

let folder: string;
let common: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rtt-draw-"));
  const model = join(folder, "model");
  const data = join(folder, "data.jsonl");
  await writeTinyModel(model);
  await writePrompts(data);
  common = ["--model", model, "--data", data, "--backend", "wasm", "--max-completion-length", "8"];
});

async function drawWith(...more: string[]): Promise<string> {
  return (await runCaptured("sample", ...common, "--limit", "1", ...more)).out;
}

test("what eval reports is what score says of the same samples", async () => {
  const responses = join(folder, "responses.jsonl");
  const draw = ["--samples-per-prompt", "5", "--seed", "3"];
  expect(await runCaptured("sample", ...common, ...draw, "--out", responses)).toMatchObject({
    code: 0,
    out: "",
  });
  expect((await readFile(responses, "utf8")).trim().split("\n")).toHaveLength(10);
  const data = join(folder, "data.jsonl");
  const scored = await runCaptured("score", "--data", data, "--responses", responses, "--json");
  const out = join(folder, "results");
  const evaluated = await runCaptured("eval", ...common, ...draw, "--json", "--out", out);
  expect(JSON.parse(evaluated.out)).toEqual(JSON.parse(scored.out));
  expect(JSON.parse(evaluated.out)).toMatchObject({ prompts: 2, responses: 10 });
  expect(await readdir(out)).toContain("eval_results_strict.jsonl");
});

test("the seed decides the samples, and --limit how many prompts", async () => {
  const first = await drawWith("--seed", "1");
  expect(first.trim().split("\n")).toHaveLength(1);
  expect(await drawWith("--seed", "1")).toBe(first);
  expect(await drawWith("--seed", "2")).not.toBe(first);
});

test("samples never overwrite a file", async () => {
  const file = join(folder, "taken.jsonl");
  await writeFile(file, "kept");
  const { code, err } = await runCaptured("sample", ...common, "--out", file);
  expect([code, err]).toEqual([
    1,
    `rtt: --out: ${file} exists already, and nothing is overwritten\n`,
  ]);
  expect(await readFile(file, "utf8")).toBe("kept");
});
