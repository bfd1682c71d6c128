import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Prompt } from "@rtt/core";
import { expect, test } from "vitest";
import { readResponses } from "#rtt/scoring/read-responses";

const prompts: Prompt[] = ["1", "2"].map((id) => ({
  id,
  messages: [{ role: "user", content: `question ${id}` }],
  criteria: [],
}));

async function read(text: string): Promise<string[][]> {
  const file = join(await mkdtemp(join(tmpdir(), "rtt-responses-")), "r.jsonl");
  await writeFile(file, text);
  return readResponses(file, prompts).catch((error: Error) => {
    throw new Error(error.message.replace(file, "FILE"), { cause: error });
  });
}

test("responses find their prompt by key or by text, whatever their order", async () => {
  const lines = [
    { prompt: "question 2", response: "b" },
    { key: 1, response: "a" },
    { key: "2", response: "c" },
  ].map((line) => JSON.stringify(line));
  expect(await read(`${lines.join("\n")}\n\n`)).toEqual([["a"], ["b", "c"]]);
});

test.each([
  ['{"key": 1, "response": "a"}\n{', "FILE:2: is not JSON"],
  ['{"key": 1}', "FILE:1: response: expected string, received undefined"],
  ['{"response": "a"}', 'FILE:1: has neither "key" nor "prompt" to say what it answers'],
  ['{"key": 7, "response": "a"}', "FILE:1: its key 7 is not in the data"],
  ['{"prompt": "x", "response": "a"}', "FILE:1: its prompt is not in the data"],
  ['{"key": 2, "response": "a"}', "FILE: has no response to 1 of 2 prompts, the first is 1"],
])("%s is refused", async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});
