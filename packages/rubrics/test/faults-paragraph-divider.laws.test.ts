import type { Prompt } from "@rtt/core";
import { ifeval, scorer } from "@rtt/rubrics";
import fc from "fast-check";
import { expect, test } from "vitest";

const verifier = "length_constraints:number_paragraphs";

function statusOf(text: string, paragraphs: number): string {
  const check = { verifier, kwargs: { num_paragraphs: paragraphs } };
  const prompt: Prompt = {
    id: "p",
    messages: [],
    criteria: [{ id: "c", description: "", check }],
  };
  return scorer(ifeval)(prompt, [{ text }])[0]![0]!.status;
}

test("three asterisks divide paragraphs wherever they stand, with any blank or none beside them", () => {
  const blank = fc.constantFrom("", " ", "\n", "\t");
  const divider = fc.tuple(blank, blank).map(([before, after]) => `${before}***${after}`);
  fc.assert(
    fc.property(fc.array(divider, { maxLength: 5 }), (dividers) => {
      const text = ["One.", ...dividers.map((one) => `${one}More.`)].join("");
      expect(statusOf(text, dividers.length + 1)).toBe("satisfied");
      expect(statusOf(text, dividers.length + 2)).toBe("violated");
    }),
  );
});
