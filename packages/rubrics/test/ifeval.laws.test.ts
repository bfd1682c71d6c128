import type { Criterion, Verdict } from "@rtt/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { ifeval, scorer, textView } from "@rtt/rubrics";
import { criteria, criterion, response } from "./arbitraries.ts";

const data = loadLinguisticData();
const strict = scorer(ifeval, data);
const loose = scorer(ifeval, data, { loose: true });
const prompt = (list: readonly Criterion[]) => ({ id: "p", messages: [], criteria: list });
const check = (text: string, { check: one }: Criterion): Verdict => {
  if ("judge" in one) throw new Error("no judge here");
  return ifeval[one.verifier]!.check(textView(text, data), one.kwargs);
};

test("spans are sorted, apart, in bounds and never empty, and never split a character", () => {
  fc.assert(
    fc.property(response, criteria, (text, list) => {
      for (const score of [strict, loose])
        for (const { spans } of score(prompt(list), [{ text }])[0]!) {
          let last = -1;
          for (const { start, end } of spans) {
            expect(start).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
            for (const edge of [start, end])
              expect(/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(edge - 1, edge + 1))).toBe(
                false,
              );
            last = end;
          }
        }
    }),
  );
});

test("the score is 1 when satisfied, and in [0, 1) when violated", () => {
  fc.assert(
    fc.property(response, criterion, (text, one) => {
      const { status, score } = check(text, one);
      if (status === "satisfied") expect(score).toBe(1);
      else expect(score >= 0 && score < 1).toBe(true);
    }),
  );
});

test("a verdict points at characters, or says that they are absent", () => {
  fc.assert(
    fc.property(response, criterion, (text, one) => {
      const { spans, absence } = check(text, one);
      if (text !== "") expect(spans.length > 0 || absence).toBe(true);
    }),
  );
});

test("a verdict does not depend on the other criteria", () => {
  fc.assert(
    fc.property(response, criteria, (text, list) => {
      const together = loose(prompt(list), [{ text }])[0]!;
      const apart = list.map((one) => loose(prompt([one]), [{ text }])[0]![0]!);
      expect(together).toEqual(apart);
    }),
  );
});

test("a view that other checks have used gives what a fresh one gives", () => {
  fc.assert(
    fc.property(response, criteria, (text, list) => {
      const shared = textView(text, data);
      for (const { check: one } of [...list, ...list]) {
        if ("judge" in one) continue;
        const verifier = ifeval[one.verifier]!;
        expect(verifier.check(shared, one.kwargs)).toEqual(
          verifier.check(textView(text, data), one.kwargs),
        );
      }
    }),
  );
});

test("what is satisfied strictly is satisfied loosely, with the same verdict", () => {
  fc.assert(
    fc.property(response, criteria, (text, list) => {
      const [strictK, looseK] = [strict, loose].map((score) => score(prompt(list), [{ text }])[0]!);
      strictK!.forEach((verdict, k) => {
        if (verdict.status === "satisfied") expect(looseK![k]).toEqual(verdict);
      });
    }),
  );
});

test.each(["punctuation:no_comma", "keywords:forbidden_words"])(
  "%s: the response without the reported spans satisfies it",
  (verifier) => {
    const { example } = ifeval[verifier]!;
    const text = fc.array(fc.constantFrom("a", ",", " boat", "Boat,", " 😀", ".\n"), {
      minLength: 1,
    });
    fc.assert(
      fc.property(
        text.map((parts) => parts.join("")),
        (before) => {
          const one = { id: "c", description: "", check: { verifier, kwargs: example.kwargs } };
          const { status, spans } = check(before, one);
          if (status === "satisfied") return;
          const after = spans.reduceRight(
            (left, { start, end }) => `${left.slice(0, start)} | ${left.slice(end)}`,
            before,
          );
          expect(check(after, one).status).toBe("satisfied");
        },
      ),
    );
  },
);

test("a blank response violates everything", () => {
  fc.assert(
    fc.property(criteria, fc.constantFrom("", " ", "\n\t", "\u2003"), (list, text) => {
      for (const { status, absence } of loose(prompt(list), [{ text }])[0]!)
        expect([status, absence]).toEqual(["violated", true]);
    }),
  );
});

test("without data, checks of sentences, tokens and language are unknown and the others as with it", () => {
  const needs = /number_sentences|response_language|capital|lowercase/u;
  const bare = scorer(ifeval);
  fc.assert(
    fc.property(response, criterion, (text, one) => {
      const [verdict] = bare(prompt([one]), [{ text }])[0]!;
      if (verdict!.status === "unknown") {
        expect(verdict!.reason).toMatch("missing data");
        expect(one.id).toMatch(needs);
      } else expect(verdict!.status).toBe(strict(prompt([one]), [{ text }])[0]![0]!.status);
    }),
  );
});
