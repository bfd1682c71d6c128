import { oneOf, text } from "../kwarg.ts";
import type { Piece } from "../pieces.ts";
import { verdict } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { piecesOf } from "./pieces-of.ts";

const named = (pieces: readonly Piece[], word: string): Piece[] =>
  pieces.filter((piece) => piece.text === word);

/** The word does not occur; each occurrence is an offence. */
export const forbid: Verifier = defineVerifier<{ word: string }>({
  id: "quickstart/forbid",
  kwargs: { word: text() },
  example: { kwargs: { word: "the" }, passes: "a cat sees .", fails: "the cat sees ." },
  describe: ({ word }) => `The word "${word}" does not occur.`,
  check: (view, { word }) => {
    const hits = named(piecesOf(view), word);
    return verdict(view, { satisfied: hits.length === 0, spans: hits, absence: hits.length === 0 });
  },
});

/** The word occurs; what is missing has no span. */
export const mention: Verifier = defineVerifier<{ word: string }>({
  id: "quickstart/mention",
  kwargs: { word: text() },
  example: { kwargs: { word: "cat" }, passes: "a cat sees .", fails: "a dog sees ." },
  describe: ({ word }) => `The word "${word}" occurs.`,
  check: (view, { word }) => {
    const hits = named(piecesOf(view), word);
    return verdict(view, { satisfied: hits.length > 0, spans: hits, absence: hits.length === 0 });
  },
});

/** The word occurs at least twice; a partial success is never marked. */
export const twice: Verifier = defineVerifier<{ word: string }>({
  id: "quickstart/twice",
  kwargs: { word: text() },
  example: { kwargs: { word: "cat" }, passes: "a cat sees a cat .", fails: "a cat sees ." },
  describe: ({ word }) => `The word "${word}" occurs at least twice.`,
  check: (view, { word }) => {
    const hits = named(piecesOf(view), word);
    const satisfied = hits.length >= 2;
    return verdict(view, { satisfied, spans: satisfied ? hits : [], absence: !satisfied });
  },
});

/** Two words stand side by side, in order. */
export const bigram: Verifier = defineVerifier<{ first: string; second: string }>({
  id: "quickstart/bigram",
  kwargs: { first: text(), second: text() },
  example: {
    kwargs: { first: "red", second: "cat" },
    passes: "a red cat sees .",
    fails: "a cat sees red .",
  },
  describe: ({ first, second }) => `The phrase "${first} ${second}" occurs.`,
  check: (view, { first, second }) => {
    const pieces = piecesOf(view);
    const hits = pieces.flatMap((piece, i) =>
      piece.text === first && pieces[i + 1]?.text === second ? [piece, pieces[i + 1]!] : [],
    );
    return verdict(view, { satisfied: hits.length > 0, spans: hits, absence: hits.length === 0 });
  },
});

/** The last two tokens are the ending's words. */
export const end: Verifier = defineVerifier<{ ending: string }>({
  id: "quickstart/end",
  kwargs: { ending: oneOf("the end", "good night", "thank you", "so long") },
  example: { kwargs: { ending: "the end" }, passes: "a cat . the end", fails: "the end a cat ." },
  describe: ({ ending }) => `The last two words are "${ending}".`,
  check: (view, { ending }) => {
    const last = piecesOf(view).slice(-2);
    const satisfied = last.map((piece) => piece.text).join(" ") === ending;
    return verdict(view, { satisfied, spans: satisfied ? last : [], absence: !satisfied });
  },
});
