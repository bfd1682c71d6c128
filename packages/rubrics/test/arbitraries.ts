import type { Criterion } from "@rtt/core";
import fc from "fast-check";
import { ifeval } from "@rtt/rubrics";

const words =
  "The river IS wide ; day 1 Day 2 naïve 河 😀 e\u0301 ß DON'T U.S.A. 1,000 mr. why?! go. yes P.S. p.p.s";
const marks = "* ** *** ****** - --- << >> [ ] { } \" “ ” ' , . : ```json ``` null NaN";
const blanks = ["\n", "\n\n", "\n\n\n", " ", "  ", "\t", "\u00a0", "\u2003", "\r\n", "\ufeff"];
const others = [
  "My answer is yes.",
  "Any questions?",
  "What is rain?",
  "\ud83d",
  "\udc00",
  "\u0000",
];
const bits = [...words.split(" "), ...marks.split(" "), ...blanks, ...others];

/** Responses full of what the checks look for. */
export const response: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...bits), fc.constantFrom(" ", "", "\n")), { maxLength: 40 })
  .map((parts) => parts.flat().join(""));

/** A criterion of one of the 25 kinds. */
export const criterion: fc.Arbitrary<Criterion> = fc
  .constantFrom(...Object.values(ifeval))
  .chain(({ id, example }) => {
    const kwargs = Object.entries(example.kwargs).map(([name, value]) =>
      argument(name, value).map((read) => [name, read] as const),
    );
    return fc.tuple(...kwargs).map((read) => ({
      id,
      description: "",
      check: { verifier: id, kwargs: Object.fromEntries(read) },
    }));
  });

function argument(name: string, value: unknown): fc.Arbitrary<unknown> {
  if (typeof value === "number") return fc.integer({ min: 1, max: 5 });
  if (name.endsWith("relation")) return fc.constantFrom("at least", "less than");
  return fc.constant(value);
}

/** Criteria of one prompt, one of a kind. */
export const criteria: fc.Arbitrary<Criterion[]> = fc.uniqueArray(criterion, {
  minLength: 1,
  maxLength: 5,
  selector: ({ id }) => id,
});
