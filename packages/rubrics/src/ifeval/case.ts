import type { Verdict } from "@rtt/core";
import { wholeNumber } from "../kwarg.ts";
import { missingProfiles, missingPunkt } from "../missing-data.ts";
import { matches } from "../pieces.ts";
import { isLower, isUpper } from "../python/case.ts";
import { judgeHits, relationKwarg } from "../relation.ts";
import type { TextView } from "../text-view.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { counted } from "../wording.ts";

/** As many words in capitals as asked; "I" and "A" are some. */
export const capitalWordFrequency: Verifier = defineVerifier({
  id: "change_case:capital_word_frequency",
  kwargs: { capital_frequency: wholeNumber(), capital_relation: relationKwarg() },
  example: {
    kwargs: { capital_frequency: 2, capital_relation: "at least" },
    passes: "STOP right NOW.",
    fails: "STOP right now.",
  },
  describe: ({ capital_frequency, capital_relation }) =>
    `The response has ${capital_relation} ${counted(capital_frequency, "word")} in all capital letters.`,
  check: (view, { capital_frequency, capital_relation }) => {
    if (!view.tokens) return missingPunkt;
    const capitals = view.tokens.filter(({ text }) => isUpper(text));
    return judgeHits(view, capitals, capital_relation, capital_frequency);
  },
});

/** English, and no small letter. */
export const englishCapital: Verifier = defineVerifier({
  id: "change_case:english_capital",
  kwargs: {},
  example: {
    kwargs: {},
    passes: "THE RAIN FALLS ON THE TOWN AND A MAN STAYS AT HOME.",
    fails: "The rain falls on the town.",
  },
  describe: () => "The entire response is in English and in capital letters only.",
  check: (view) => judgeCase(view, isUpper, /\p{Lowercase}|\p{Lt}/gu),
});

/** English, and no capital letter. */
export const englishLowercase: Verifier = defineVerifier({
  id: "change_case:english_lowercase",
  kwargs: {},
  example: {
    kwargs: {},
    passes: "the rain falls on the town and a man stays at home.",
    fails: "The rain falls on the town.",
  },
  describe: () =>
    "The entire response is in English and in small letters; no capital letter is used.",
  check: (view) => judgeCase(view, isLower, /\p{Uppercase}|\p{Lt}/gu),
});

/** Score: share of the letters that comply; half of it where only the language fails. */
function judgeCase(view: TextView, complies: (text: string) => boolean, wrong: RegExp): Verdict {
  const cased = matches(view.text, /\p{Uppercase}|\p{Lowercase}|\p{Lt}/gu).length;
  const letters = matches(view.text, wrong);
  if (!complies(view.text)) {
    const words = view.words.filter(({ text }) => text.search(wrong) >= 0);
    return verdict(view, {
      satisfied: false,
      score: cased === 0 ? 0 : 1 - letters.length / cased,
      spans: [...letters, ...words],
      absence: cased === 0,
    });
  }
  if (!view.language) return missingProfiles;
  const { code } = view.language;
  const satisfied = code === undefined || code === "en";
  return verdict(view, {
    satisfied,
    score: satisfied ? 1 : 0.5,
    spans: [whole(view)],
    scope: "global",
    ...(!satisfied && { reason: `the language is ${code}` }),
  });
}
