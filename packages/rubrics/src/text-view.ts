import { sentences } from "./linguistics/sentences.ts";
import { detectLanguage, type LanguageGuess } from "./linguistics/language.ts";
import { wordTokens } from "./linguistics/word-tokens.ts";
import type { LinguisticData } from "./linguistic-data.ts";
import { once } from "./once.ts";
import { between, matches, type Piece } from "./pieces.ts";
import { SPACE, WORD } from "./python/characters.ts";

/**
 * One response as the checks see it. Everything is computed when first asked for and then kept, so
 * that all criteria of a prompt share the work. Offsets are UTF-16 units of `text`.
 */
export interface TextView {
  readonly text: string;
  readonly data: LinguisticData | undefined;
  /** Parts between newlines, blank ones included; at least one. */
  readonly lines: readonly Piece[];
  /** Runs of letters, digits and underscores (Python `\w+`). */
  readonly words: readonly Piece[];
  /** Runs of anything but white space (Python `str.split()`). */
  readonly chunks: readonly Piece[];
  /** Sentences as NLTK's Punkt finds them; undefined without data. */
  readonly sentences: readonly Piece[] | undefined;
  /** Tokens as NLTK's `word_tokenize` finds them; undefined without data. */
  readonly tokens: readonly Piece[] | undefined;
  /** The most likely language as langdetect ranks them; undefined without data. */
  readonly language: LanguageGuess | undefined;
  /** UTF-16 offset of each code point and, last, of the end. */
  readonly codePointOffsets: Int32Array;
}

const word = new RegExp(`[${WORD}]+`, "gu");
const chunk = new RegExp(`[^${SPACE}]+`, "gu");

/** Makes the view of one response. Without `data`, checks that need it answer `unknown`. */
export function textView(text: string, data?: LinguisticData): TextView {
  const lines = once(() => between(text, matches(text, /\n/gu)));
  const words = once(() => matches(text, word));
  const chunks = once(() => matches(text, chunk));
  const found = once(() => data && sentences(text, data.punkt));
  const tokens = once(() => found()?.flatMap(wordTokens));
  const language = once(() => data && detectLanguage(text, data.profiles));
  const codePointOffsets = once(() => offsetsOfCodePoints(text));
  return {
    text,
    data,
    get lines() {
      return lines();
    },
    get words() {
      return words();
    },
    get chunks() {
      return chunks();
    },
    get sentences() {
      return found();
    },
    get tokens() {
      return tokens();
    },
    get language() {
      return language();
    },
    get codePointOffsets() {
      return codePointOffsets();
    },
  };
}

function offsetsOfCodePoints(text: string): Int32Array {
  const offsets = [0];
  for (const character of text) offsets.push(offsets.at(-1)! + character.length);
  return Int32Array.from(offsets);
}
