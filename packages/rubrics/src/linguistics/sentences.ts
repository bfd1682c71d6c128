import type { PunktParameters } from "../linguistic-data.ts";
import type { Piece } from "../pieces.ts";
import { SPACE, strippedSpan } from "../python/characters.ts";
import { NON_WORD } from "./punkt-tokens.ts";
import { hasSentenceBreak } from "./sentence-break.ts";

const mark = new RegExp(`[.?!](?=([${NON_WORD}])|([${SPACE}]+)([^${SPACE}]+))`, "gu");
const closing = new RegExp(`["')\\]}]+?(?:([${SPACE}]+)|(?=--)|$)`, "uy");

/** Sentences of a text by Punkt (Kiss and Strunk 2006), with NLTK's realignment of closing marks. */
export function sentences(text: string, parameters: PunktParameters): Piece[] {
  const { end } = strippedSpan(text, { start: 0, end: text.length });
  const result: Piece[] = [];
  let start = 0;
  const add = (stop: number): void => {
    if (start < stop) result.push({ start, end: stop, text: text.slice(start, stop) });
  };
  for (const { stop, next } of breaks(text, parameters)) {
    closing.lastIndex = next;
    const moved = closing.exec(text);
    add(moved ? next + moved[0].length - (moved[1]?.length ?? 0) : stop);
    start = moved ? next + moved[0].length : next;
  }
  add(end);
  return result;
}

/** A mark that ends a sentence: where it stops, and where the next one starts. */
interface Break {
  readonly stop: number;
  readonly next: number;
}

/** A mark that may end a sentence, and the word before it. */
interface Candidate extends Break {
  readonly mark: number;
  readonly wordStart: number;
  /** Word, mark and what follows. */
  readonly context: string;
}

function breaks(text: string, parameters: PunktParameters): Break[] {
  const all: Candidate[] = [];
  for (const match of text.matchAll(mark)) all.push(candidate(text, match, all.at(-1)));
  // Of marks inside one word ("!!!") only the last one counts.
  return all
    .filter(({ mark: end }, index) => index === all.length - 1 || end <= all[index + 1]!.wordStart)
    .filter(({ context }) => hasSentenceBreak(context, parameters));
}

function candidate(
  text: string,
  match: RegExpExecArray,
  previous: Candidate | undefined,
): Candidate {
  const from = previous?.mark ?? 0;
  let blank = match.index - 1;
  while (blank > from && !" \t\n\r\v\f".includes(text[blank]!)) blank--;
  const wordStart = blank > from ? blank + 1 : (previous?.wordStart ?? 0);
  const stop = match.index + 1;
  const [, , spaces, word] = match;
  const end = word === undefined ? stop + match[1]!.length : stop + spaces!.length + word.length;
  return {
    mark: match.index,
    wordStart,
    stop,
    next: word === undefined ? stop : stop + spaces!.length,
    context: text.slice(wordStart, end),
  };
}
