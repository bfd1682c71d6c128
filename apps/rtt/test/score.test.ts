import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { runCaptured } from "./run-captured.ts";

const DATA = [
  {
    key: 1,
    prompt: "Say hello without commas, in at least 3 words.",
    instruction_id_list: ["punctuation:no_comma", "length_constraints:number_words"],
    kwargs: [{}, { relation: "at least", num_words: 3 }],
  },
  {
    key: 2,
    prompt: "Wrap your answer in double quotation marks.",
    instruction_id_list: ["startend:quotation"],
    kwargs: [{}],
  },
];

/** 1: commas, but three words (1 of 2). 2: quoted only once the asterisks are gone (loose). */
const RESPONSES = [
  { prompt: DATA[1]!.prompt, response: '*"Hello"*' },
  { prompt: DATA[0]!.prompt, response: "Hello, my friend" },
];

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rtt-score-"));
  await writeFile(join(folder, "data.jsonl"), DATA.map((row) => JSON.stringify(row)).join("\n"));
  await writeFile(
    join(folder, "responses.jsonl"),
    RESPONSES.map((row) => JSON.stringify(row)).join("\n"),
  );
});

async function score(...more: string[]): Promise<{ code: number; out: string; err: string }> {
  const data = join(folder, "data.jsonl");
  return runCaptured(
    "score",
    "--data",
    data,
    "--responses",
    join(folder, "responses.jsonl"),
    ...more,
  );
}

test("rates are those worked out by hand", async () => {
  const { code, out } = await score("--json");
  const { aon, csr, ifeval, prompts, responses } = JSON.parse(out) as Record<string, any>;
  expect([code, prompts, responses]).toEqual([0, 2, 2]);
  expect([aon.strict.rate, aon.loose.rate]).toEqual([0, 0.5]);
  expect([csr.strict.rate, csr.loose.rate]).toEqual([0.25, 0.75]);
  expect([ifeval.inst_level_strict_acc, ifeval.inst_level_loose_acc]).toEqual([1 / 3, 2 / 3]);
  expect(ifeval.tier1["startend:quotation"]).toEqual({ strict: 0, loose: 1, count: 1 });
});

test("the table shows rates with intervals and every instruction", async () => {
  const { out } = await score();
  expect(out).toContain("all criteria satisfied (AON)  0.0000 [0.000, 0.658]");
  expect(out).toMatch(/punctuation:no_comma +1 +0.000 +0.000/);
});

test("results are written in the official layout, once", async () => {
  const out = join(folder, "results");
  expect((await score("--out", out)).code).toBe(0);
  const text = await readFile(join(out, "eval_results_loose.jsonl"), "utf8");
  expect(JSON.parse(text.split("\n")[1]!)).toEqual({
    key: "2",
    prompt: DATA[1]!.prompt,
    response: '*"Hello"*',
    instruction_id_list: ["startend:quotation"],
    follow_all_instructions: true,
    follow_instruction_list: [true],
  });
  const again = await score("--out", out);
  expect(again.code).toBe(1);
  expect(again.err).toBe(
    `rtt: --out: the folder ${out} is not empty, and nothing is overwritten\n`,
  );
});

test("a missing file is one sentence", async () => {
  const { code, err } = await score("--data", "nowhere.jsonl");
  expect([code, err]).toEqual([1, "rtt: nowhere.jsonl: does not exist\n"]);
});
