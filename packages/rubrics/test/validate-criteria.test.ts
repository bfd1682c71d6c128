import { ConfigError, type Criterion } from "@rtt/core";
import { expect, test } from "vitest";
import { ifeval, scorer, validateCriteria } from "@rtt/rubrics";

const noComma: Criterion = {
  id: "a",
  description: "",
  check: { verifier: "punctuation:no_comma", kwargs: {} },
};
const asked = (...criteria: readonly Criterion[]) => ({ id: "p", messages: [], criteria });

test.each([
  [asked(), /^prompt "p".criteria: empty/u],
  [asked(noComma, noComma), /^prompt "p".criteria: two criteria have the id "a"/u],
  [
    asked({ ...noComma, weight: 0 }),
    /^prompt "p".criteria\[0\].weight: 0 must be a number above 0/u,
  ],
  [
    asked({ ...noComma, check: { verifier: "punctuation:no_commas", kwargs: {} } }),
    /criteria\[0\].check.verifier: unknown verifier "punctuation:no_commas"; did you mean "punctuation:no_comma"\? Known: .*startend:quotation/u,
  ],
  [
    asked({ ...noComma, check: { verifier: "constructor", kwargs: {} } }),
    /unknown verifier "constructor"/u,
  ],
  [
    asked({ ...noComma, check: { verifier: "punctuation:no_comma", kwargs: { n: 1 } } }),
    /criteria\[0\].check.kwargs.n: unknown argument/u,
  ],
])("refuses before anything is sampled (%#)", (prompt, message) => {
  expect(() => validateCriteria([prompt], ifeval)).toThrow(ConfigError);
  expect(() => validateCriteria([prompt], ifeval)).toThrow(message);
  expect(() => scorer(ifeval)(prompt, [])).toThrow(message);
});

test("a criterion for a judge is accepted, and unknown to the scorer", () => {
  const judged = asked({ id: "j", description: "It rhymes.", check: { judge: true } });
  validateCriteria([judged], ifeval);
  expect(scorer(ifeval)(judged, [{ text: "a" }])[0]![0]).toMatchObject({
    status: "unknown",
    score: Number.NaN,
    reason: "a judge is needed for this criterion",
  });
});
