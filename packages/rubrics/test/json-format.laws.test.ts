import fc from "fast-check";
import { expect, test } from "vitest";
import { ifeval, textView } from "@rtt/rubrics";

const isJson = (text: string): boolean =>
  ifeval["detectable_format:json_format"]!.check(textView(text), {}).status === "satisfied";

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test("JSON is what JSON.parse takes", () => {
  const bits = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"',
    "1",
    "-0.5e3",
    "01",
    "true",
    "nul",
    " ",
    "\n",
  ];
  const text = fc.array(fc.constantFrom(...bits), { maxLength: 9 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (response) => {
      expect(isJson(response)).toBe(parses(response));
    }),
    { numRuns: 20_000 },
  );
});

test("every JSON value is JSON, in a fence too, and is not with one bracket exchanged", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("", "```json\n", "```JSON", "```"), (value, fence) => {
      expect(isJson(`\n${fence}${value}${fence && "\n```"} `)).toBe(true);
      expect(isJson(`{"a": [${value}}]`)).toBe(false);
    }),
  );
});

test("Python takes numbers that are none", () => {
  expect(isJson('{"a": [NaN, -Infinity, Infinity]}')).toBe(true);
  expect(isJson("[NaNa]")).toBe(false);
  expect(isJson("+Infinity")).toBe(false);
});

test("any depth", () => {
  expect(isJson("[".repeat(100_000) + "]".repeat(100_000))).toBe(true);
});
