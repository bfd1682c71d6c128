import { DataError } from "@rtt/core";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readIfeval } from "@rtt/rubrics";
import { hasOracle } from "./oracle.ts";

const row = {
  key: 7,
  prompt: "Write.",
  instruction_id_list: ["punctuation:no_comma", "length_constraints:number_words"],
  kwargs: [{}, { relation: "at least", num_words: 300 }],
};
const dense = {
  ...row,
  key: "8",
  kwargs: [
    { num_words: null, relation: null },
    { num_words: 300.0, relation: "at least", keywords: null },
  ],
  response: "extra fields are ignored",
};

test("sparse and dense arguments give the same prompt", () => {
  const text = `\ufeff${JSON.stringify(row)}\r\n\n${JSON.stringify(dense)}\n`;
  const [first, second] = readIfeval(text, "data.jsonl");
  expect(first).toEqual({
    id: "7",
    messages: [{ role: "user", content: "Write." }],
    criteria: [
      {
        id: "punctuation:no_comma",
        description: "The response contains no comma.",
        check: { verifier: "punctuation:no_comma", kwargs: {} },
      },
      {
        id: "length_constraints:number_words",
        description: "The response has at least 300 words.",
        check: {
          verifier: "length_constraints:number_words",
          kwargs: { relation: "at least", num_words: 300 },
        },
      },
    ],
  });
  expect(second).toEqual({ ...first, id: "8" });
});

test("an instruction that comes twice gets an id of its own", () => {
  const twice = {
    ...row,
    instruction_id_list: Array(2).fill("punctuation:no_comma"),
    kwargs: [{}, null],
  };
  const [prompt] = readIfeval(JSON.stringify(twice), "data.jsonl");
  expect(prompt!.criteria.map(({ id }) => id)).toEqual([
    "punctuation:no_comma",
    "punctuation:no_comma#2",
  ]);
});

test.each([
  ["", /^data.jsonl: no prompt in it; expected one JSON object a line$/u],
  ["[]", /^data.jsonl:1: not a JSON object/u],
  ['\n{"key": 1, "prompt"', /^data.jsonl:2: not a JSON object from character 20 on/u],
  ['{"key": NaN}', /^data.jsonl:1: not a JSON object from character 9 on/u],
  [{ key: 1.5 }, /^data.jsonl:1: key: expected a whole number or a text, found 1.5$/u],
  [{ prompt: " " }, /:1: prompt: expected a text that is not blank, found " "$/u],
  [
    { instruction_id_list: [], kwargs: [] },
    /instruction_id_list: expected a list of one instruction id or more, found \[\]$/u,
  ],
  [
    { kwargs: [{}] },
    /kwargs: expected a list of 2, one object for each instruction id, found \[\{\}\]$/u,
  ],
  [{ kwargs: [{}, 3] }, /kwargs\[1\]: expected an object, found 3$/u],
  [
    { kwargs: [{}, { relation: "at least" }] },
    /kwargs\[1\]\.num_words: missing; it must be a whole number, 0 or more$/u,
  ],
  [
    { kwargs: [{}, { relation: "most", num_words: 3 }] },
    /kwargs\[1\]\.relation: "most" is not accepted; it must be "at least" or "less than"$/u,
  ],
  [
    { kwargs: [{ commas: 1 }, row.kwargs[1]] },
    /kwargs\[0\]\.commas: unknown argument; this check takes none$/u,
  ],
  [
    { instruction_id_list: ["punctuation:no_coma", "x"] },
    /instruction_id_list\[0\]: unknown verifier "punctuation:no_coma"; did you mean "punctuation:no_comma"\?/u,
  ],
])("refuses %j", (change, message) => {
  const text = typeof change === "string" ? change : JSON.stringify({ ...row, ...change });
  expect(() => readIfeval(text, "data.jsonl")).toThrow(DataError);
  expect(() => readIfeval(text, "data.jsonl")).toThrow(message);
});

test("refuses a key that stands in the file twice", () => {
  const text = `${JSON.stringify(row)}\n${JSON.stringify(row)}`;
  expect(() => readIfeval(text, "data.jsonl")).toThrow(
    /^data.jsonl:2: key: 7 stands in line 1 too/u,
  );
});

test.skipIf(!hasOracle)(
  "oracle: reads the 541 prompts and 834 instructions of the benchmark",
  () => {
    const file = new URL("../../../../shared/oracle/ifeval_published.jsonl", import.meta.url);
    const prompts = readIfeval(readFileSync(file, "utf8"), "ifeval_published.jsonl");
    expect(prompts).toHaveLength(541);
    expect(prompts.flatMap(({ criteria }) => criteria)).toHaveLength(834);
  },
);
