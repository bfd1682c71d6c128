import { text, wholeNumber, type Kwarg } from "../kwarg.ts";
import { pattern, patterns } from "../pattern-kwargs.ts";
import { lower } from "../python/lower.ts";
import { judgeHits, relationKwarg } from "../relation.ts";
import { quoted, times } from "../wording.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

/** Every keyword, a regular expression, occurs somewhere; inside other words too. */
export const keywordExistence: Verifier = defineVerifier({
  id: "keywords:existence",
  kwargs: { keywords: patterns({ ignoreCase: true }) },
  example: {
    kwargs: { keywords: ["river", "boat"] },
    passes: "Two boats on the River.",
    fails: "Two boats at sea.",
  },
  describe: ({ keywords }) => `The response contains ${quoted(keywords)}.`,
  check: (view, { keywords }) => {
    const hitsOf = keywords.map((keyword) => keyword.find(view.text));
    const missing = keywords.filter((_, index) => hitsOf[index]!.length === 0);
    return verdict(view, {
      satisfied: missing.length === 0,
      score: 1 - missing.length / keywords.length,
      spans: hitsOf.flatMap((hits) => hits.slice(0, mostHits)),
      absence: missing.length > 0,
      ...(missing.length > 0 && { reason: `missing: ${quoted(missing)}` }),
    });
  },
});

/** Hits reported of one keyword. */
const mostHits = 20;

/** A keyword, a regular expression, occurs as often as asked; inside other words too. */
export const keywordFrequency: Verifier = defineVerifier({
  id: "keywords:frequency",
  kwargs: {
    keyword: pattern({ ignoreCase: true }),
    frequency: wholeNumber(),
    relation: relationKwarg(),
  },
  example: {
    kwargs: { keyword: "the", frequency: 2, relation: "at least" },
    passes: "The other way.",
    fails: "The way.",
  },
  describe: ({ keyword, frequency, relation }) =>
    `The response contains ${quoted([keyword])} ${relation} ${times(frequency)}.`,
  check: (view, { keyword, frequency, relation }) =>
    judgeHits(view, keyword.find(view.text), relation, frequency),
});

/** None of the words occurs as a word of its own. */
export const forbiddenWords: Verifier = defineVerifier({
  id: "keywords:forbidden_words",
  kwargs: { forbidden_words: patterns({ wholeWords: true, ignoreCase: true }) },
  example: {
    kwargs: { forbidden_words: ["boat"] },
    passes: "Boats are fine.",
    fails: "One boat is not.",
  },
  describe: ({ forbidden_words }) =>
    `The response does not contain the words ${quoted(forbidden_words)}.`,
  check: (view, { forbidden_words }) => {
    const hits = forbidden_words.flatMap((word) => word.find(view.text));
    const satisfied = hits.length === 0;
    return verdict(view, {
      satisfied,
      score: 1 / (1 + hits.length),
      spans: satisfied ? [whole(view)] : hits,
      scope: satisfied ? "global" : "local",
    });
  },
});

/** One character, of either case. */
function character(): Kwarg<string> {
  return {
    accepts: "one character that is not blank",
    read: (value) => {
      const read = text().read(value)?.trim();
      return read !== undefined && Array.from(read).length === 1 ? lower(read) : undefined;
    },
  };
}

/** A letter, of either case, occurs as often as asked. */
export const letterFrequency: Verifier = defineVerifier({
  id: "keywords:letter_frequency",
  kwargs: { letter: character(), let_frequency: wholeNumber(), let_relation: relationKwarg() },
  example: {
    kwargs: { letter: "e", let_frequency: 3, let_relation: "less than" },
    passes: "Eye.",
    fails: "Every eye.",
  },
  describe: ({ letter, let_frequency, let_relation }) =>
    `The letter "${letter}" occurs ${let_relation} ${times(let_frequency)} in the response.`,
  check: (view, { letter, let_frequency, let_relation }) => {
    const letters = lower(view.text);
    const hits = [];
    for (let at = letters.indexOf(letter); at >= 0; at = letters.indexOf(letter, at + 1))
      hits.push({ start: at, end: at + letter.length });
    const reason = /^[a-z]$/u.test(letter)
      ? undefined
      : `counted "${letter}" itself; the official evaluator would draw a random letter`;
    return judgeHits(view, hits, let_relation, let_frequency, reason);
  },
});
