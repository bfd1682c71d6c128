import { matches, type Piece } from "../pieces.ts";
import type { TextView } from "../text-view.ts";

const terminators: ReadonlySet<string> = new Set([".", "!", "?"]);
const notWords: ReadonlySet<string> = new Set([
  ".",
  "!",
  "?",
  ",",
  '"',
  "*",
  "P.S.",
  "<pad>",
  "<eos>",
  "<go>",
]);

/** Tokens of a quickstart response: what stands between single ASCII spaces. */
export function piecesOf({ text }: Pick<TextView, "text">): Piece[] {
  return matches(text, /[^ ]+/gu);
}

/** Whether a token is a word: anything but punctuation, the postscript mark and special tokens. */
export function isWord({ text }: Piece): boolean {
  return !notWords.has(text);
}

/**
 * Sentences as lists of tokens: up to and including a terminator, leading bullets skipped. A
 * postscript, a terminator alone and a tail without terminator are none.
 */
export function sentencesOf(pieces: readonly Piece[]): Piece[][] {
  const sentences: Piece[][] = [];
  let current: Piece[] = [];
  for (const piece of pieces) {
    if (current.length === 0 && piece.text === "*") continue;
    current.push(piece);
    if (!terminators.has(piece.text)) continue;
    if (current.length > 1 && current[0]!.text !== "P.S.") sentences.push(current);
    current = [];
  }
  return sentences;
}
