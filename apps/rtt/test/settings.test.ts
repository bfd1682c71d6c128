import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "#rtt/config/read-settings";
import { flagsOf, kebabCase, settingsOfFlags } from "#rtt/config/setting-flags";
import { trainSchema } from "#rtt/config/train-settings";

const required = { model: "m", data: "d.jsonl", out: "run" };

async function file(text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "rtt-settings-")), "settings.json");
  await writeFile(path, text);
  return path;
}

async function failure(text: string | undefined, flags = {}): Promise<string> {
  const path = text === undefined ? undefined : await file(text);
  const error: unknown = await readSettings(trainSchema, path, flags).catch((reason) => reason);
  const { message } = error as Error;
  return path === undefined ? message : message.replace(path, "FILE");
}

test("flags stand over the file, the file over the defaults", async () => {
  const path = await file('{"steps": 7, "temperature": 0.5}');
  const settings = await readSettings(trainSchema, path, { ...required, steps: 9 });
  expect(settings).toMatchObject({
    steps: 9,
    temperature: 0.5,
    numGenerations: 8,
    epsilonHigh: 0.27,
  });
});

test("an error names the file, the field and what would be right", async () => {
  expect(await failure('{"topP": 2}', required)).toMatchInlineSnapshot(
    `"FILE: topP: expected number to be <=1, got 2"`,
  );
  expect(await failure('{"numGeneration": 4}', required)).toMatchInlineSnapshot(
    `"FILE: numGeneration: is not a setting; did you mean numGenerations?"`,
  );
  expect(await failure('{"loraTargets": ["q_proj", 3]}', required)).toMatchInlineSnapshot(
    `"FILE: loraTargets.1: expected string, got 3"`,
  );
  expect(await failure("[1]", required)).toMatchInlineSnapshot(`"FILE: must hold one JSON object"`);
  expect(await failure("{", required)).toContain("FILE: is not JSON");
});

test("a flag's error names the flag", async () => {
  expect(await failure(undefined, { ...required, steps: "many" })).toMatchInlineSnapshot(
    `"--steps: expected number, got "many""`,
  );
  expect(await failure(undefined, { ...required, backend: "gpu" })).toMatchInlineSnapshot(
    `"--backend: expected one of "cuda"|"native"|"wasm"|"cpu", got "gpu""`,
  );
  expect(await failure(undefined, { data: "d", out: "o" })).toMatchInlineSnapshot(
    `"--model: is required"`,
  );
});

test("every setting has a flag, and a flag gives a setting of the schema's type", () => {
  expect(Object.keys(flagsOf(trainSchema))).toEqual(Object.keys(trainSchema.shape).map(kebabCase));
  const given = {
    "num-generations": "4",
    "lora-targets": "q_proj, o_proj",
    "top-p": "x",
    data: "3",
  };
  expect(settingsOfFlags(trainSchema, given)).toEqual({
    data: "3",
    numGenerations: 4,
    topP: "x",
    loraTargets: ["q_proj", "o_proj"],
  });
});

test("help shows the defaults and what is required", () => {
  expect(flagsOf(trainSchema)["out"]?.description).toBe("run folder to create (required)");
  expect(flagsOf(trainSchema)["lora-targets"]?.description).toBe(
    "projections that LoRA adapts, separated by commas (default q_proj,v_proj)",
  );
});
