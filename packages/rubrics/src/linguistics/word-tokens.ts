import type { Piece } from "../pieces.ts";
import { SPACE, WORD } from "../python/characters.ts";

const edge = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const rule = (pattern: string, replacement: string, flags = "gu"): readonly [RegExp, string] => [
  new RegExp(pattern, flags),
  replacement,
];
const contraction = (first: string, second: string, after = edge): readonly [RegExp, string] =>
  rule(`${edge}(${first})(${second})${after}`, " $1 $2 ", "giu");

/** The rules of NLTK's improved Treebank tokenizer, in its order. They only add blanks and turn `"` into two marks. */
const rules: readonly (readonly [RegExp, string])[] = [
  rule("([«“‘„]|`+)", " $1 "),
  rule('^"', "``"),
  rule("``", " `` "),
  rule("([ ([{<])(?:\"|'{2})", "$1 `` "),
  rule(`'(?!re|ve|ll|m|t|s|d|n)([${WORD}])${edge}`, "' $1", "giu"),
  rule(`([^.])\\.([\\])}>"'»”’ ]*)[${SPACE}]*$`, "$1 . $2 "),
  rule("([:,])(\\P{Nd})", " $1 $2"),
  rule("([:,])$", " $1 "),
  rule("\\.{2,}", " $& "),
  rule("[;@#$%&]", " $& "),
  rule(`([^.])\\.([\\])}>"']*)[${SPACE}]*$`, "$1 .$2 "),
  rule("[?!]", " $& "),
  rule("([^'])' ", "$1 ' "),
  rule("[*]", " $& "),
  rule("[\\][(){}<>]", " $& "),
  rule("--", " -- "),
  rule("^|$", " "),
  rule("[»”’]", " $& "),
  rule("''", " '' "),
  rule('"', " '' "),
  rule("([^' ])('[sSmMdD]|') ", "$1 $2 "),
  rule("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ", "$1 $2 "),
  contraction("can", "not"),
  contraction("d", "'ye"),
  contraction("gim", "me"),
  contraction("gon", "na"),
  contraction("got", "ta"),
  contraction("lem", "me"),
  contraction("more", "'n"),
  contraction("wan", "na", `(?=[${SPACE}])`),
  rule(` ('t)(is)${edge}`, " $1 $2 ", "giu"),
  rule(` ('t)(was)${edge}`, " $1 $2 ", "giu"),
];
const blanks = new RegExp(`[${SPACE}]*`, "uy");
const chunks = new RegExp(`[^${SPACE}]+`, "gu");
const written: Readonly<Record<string, readonly string[]>> = {
  "``": ["``", '"', "''"],
  "''": ["''", '"'],
};

/** Tokens of one sentence as NLTK's `word_tokenize` has them; `text` is the token, the span its place. */
export function wordTokens(sentence: Piece): Piece[] {
  const spaced = rules.reduce((text, [pattern, by]) => text.replace(pattern, by), sentence.text);
  let position = 0;
  return Array.from(spaced.matchAll(chunks), ([token]) => {
    blanks.lastIndex = position;
    const start = position + blanks.exec(sentence.text)![0].length;
    const spelling = (written[token] ?? [token]).find((one) =>
      sentence.text.startsWith(one, start),
    )!;
    position = start + spelling.length;
    return { start: sentence.start + start, end: sentence.start + position, text: token };
  });
}
