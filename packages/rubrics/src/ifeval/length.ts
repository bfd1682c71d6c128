import { wholeNumber } from "../kwarg.ts";
import { missingPunkt } from "../missing-data.ts";
import { judgeLength, relationKwarg } from "../relation.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { counted } from "../wording.ts";

/** As many sentences as asked, found by Punkt for English in any language. */
export const numberOfSentences: Verifier = defineVerifier({
  id: "length_constraints:number_sentences",
  kwargs: { num_sentences: wholeNumber(), relation: relationKwarg() },
  example: {
    kwargs: { num_sentences: 2, relation: "less than" },
    passes: "Mr. Smith came in.",
    fails: "He came in. He sat down.",
  },
  describe: ({ num_sentences, relation }) =>
    `The response has ${relation} ${counted(num_sentences, "sentence")}.`,
  check: (view, { num_sentences, relation }) =>
    view.sentences ? judgeLength(view, view.sentences, relation, num_sentences) : missingPunkt,
});

/** As many words (`\w+`) as asked. */
export const numberOfWords: Verifier = defineVerifier({
  id: "length_constraints:number_words",
  kwargs: { num_words: wholeNumber(), relation: relationKwarg() },
  example: {
    kwargs: { num_words: 4, relation: "at least" },
    passes: "This isn't long.",
    fails: "This is short.",
  },
  describe: ({ num_words, relation }) =>
    `The response has ${relation} ${counted(num_words, "word")}.`,
  check: (view, { num_words, relation }) => judgeLength(view, view.words, relation, num_words),
});
