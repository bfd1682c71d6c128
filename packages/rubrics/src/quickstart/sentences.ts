import { text, wholeNumber } from "../kwarg.ts";
import { verdict } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { piecesOf, sentencesOf } from "./pieces-of.ts";

/** The first token is the word. */
export const start: Verifier = defineVerifier<{ word: string }>({
  id: "quickstart/start",
  kwargs: { word: text() },
  example: { kwargs: { word: "now" }, passes: "now a cat sees .", fails: "a cat sees now ." },
  describe: ({ word }) => `The first word is "${word}".`,
  check: (view, { word }) => {
    const first = piecesOf(view).slice(0, 1);
    return verdict(view, { satisfied: first[0]?.text === word, spans: first });
  },
});

/** There is a sentence, and each begins with the word; wrong first words are the offence. */
export const firstWord: Verifier = defineVerifier<{ word: string }>({
  id: "quickstart/firstword",
  kwargs: { word: text() },
  example: {
    kwargs: { word: "now" },
    passes: "now a cat sees . * now a dog hears .",
    fails: "now a cat sees . a dog hears .",
  },
  describe: ({ word }) => `Every sentence begins with "${word}".`,
  check: (view, { word }) => {
    const firsts = sentencesOf(piecesOf(view)).map((sentence) => sentence[0]!);
    const wrong = firsts.filter((piece) => piece.text !== word);
    const satisfied = firsts.length > 0 && wrong.length === 0;
    return verdict(view, {
      satisfied,
      spans: satisfied ? firsts : wrong,
      absence: firsts.length === 0,
    });
  },
});

/** Exactly so many sentences; terminators after the last allowed one are the offence. */
export const sentences: Verifier = defineVerifier<{ count: number }>({
  id: "quickstart/sentences",
  kwargs: { count: wholeNumber(1) },
  example: {
    kwargs: { count: 2 },
    passes: "a cat sees . a dog hears !",
    fails: "a cat sees .",
  },
  describe: ({ count }) => `There are exactly ${count} sentences.`,
  check: (view, { count }) => {
    const ends = sentencesOf(piecesOf(view)).map((sentence) => sentence.at(-1)!);
    const satisfied = ends.length === count;
    return verdict(view, {
      satisfied,
      spans: satisfied ? ends : ends.slice(count),
      absence: ends.length < count,
    });
  },
});
