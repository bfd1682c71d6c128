import { wholeNumber } from "../kwarg.ts";
import type { Piece } from "../pieces.ts";
import { verdict } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { isWord, piecesOf } from "./pieces-of.ts";

const named = (pieces: readonly Piece[], mark: string): Piece[] =>
  pieces.filter((piece) => piece.text === mark);

/** Exactly so many bullets; those after the last allowed one are the offence. */
export const bullets: Verifier = defineVerifier<{ count: number }>({
  id: "quickstart/bullets",
  kwargs: { count: wholeNumber(1) },
  example: { kwargs: { count: 2 }, passes: "* a cat . * a dog .", fails: "* a cat ." },
  describe: ({ count }) => `There are exactly ${count} bullets ("*").`,
  check: (view, { count }) => {
    const hits = named(piecesOf(view), "*");
    const satisfied = hits.length === count;
    return verdict(view, {
      satisfied,
      spans: satisfied ? hits : hits.slice(count),
      absence: hits.length < count,
    });
  },
});

/** No comma; each comma is an offence. */
export const noComma: Verifier = defineVerifier<object>({
  id: "quickstart/nocomma",
  kwargs: {},
  example: { kwargs: {}, passes: "now a cat sees .", fails: "now , a cat sees ." },
  describe: () => "There is no comma.",
  check: (view) => {
    const hits = named(piecesOf(view), ",");
    return verdict(view, { satisfied: hits.length === 0, spans: hits, absence: hits.length === 0 });
  },
});

/** One word at least and so many at most; the words beyond are the offence. */
export const maxWords: Verifier = defineVerifier<{ count: number }>({
  id: "quickstart/maxwords",
  kwargs: { count: wholeNumber(1) },
  example: { kwargs: { count: 3 }, passes: "a cat sees .", fails: "a cat sees a dog ." },
  describe: ({ count }) => `There are at most ${count} words.`,
  check: (view, { count }) => {
    const words = piecesOf(view).filter(isWord);
    const satisfied = words.length > 0 && words.length <= count;
    return verdict(view, { satisfied, spans: words.slice(count), absence: words.length === 0 });
  },
});

/** A postscript mark directly followed by a word. */
export const postscript: Verifier = defineVerifier<object>({
  id: "quickstart/postscript",
  kwargs: {},
  example: { kwargs: {}, passes: "a cat sees . P.S. cat .", fails: "a cat sees . P.S. ." },
  describe: () => "A postscript (P.S.) is added.",
  check: (view) => {
    const pieces = piecesOf(view);
    const marks = named(pieces, "P.S.");
    const satisfied = pieces.some(
      ({ text }, i) => text === "P.S." && pieces[i + 1] !== undefined && isWord(pieces[i + 1]!),
    );
    return verdict(view, { satisfied, spans: satisfied ? marks : [], absence: !satisfied });
  },
});

/** Quotation marks in pairs, at least one pair, each enclosing something. */
export const quote: Verifier = defineVerifier<object>({
  id: "quickstart/quote",
  kwargs: {},
  example: { kwargs: {}, passes: 'a cat sees " a dog " .', fails: 'a cat sees " a dog .' },
  describe: () => "Something is quoted.",
  check: (view) => {
    const pieces = piecesOf(view);
    const places = pieces.flatMap(({ text }, i) => (text === '"' ? [i] : []));
    const marks = places.map((place) => pieces[place]!);
    const paired = places.length % 2 === 0;
    const satisfied =
      paired &&
      places.length >= 2 &&
      places.every((place, i) => i % 2 === 0 || place - places[i - 1]! > 1);
    return verdict(view, {
      satisfied,
      spans: paired ? marks : marks.slice(-1),
      absence: marks.length === 0,
    });
  },
});
