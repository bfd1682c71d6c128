import { RE2JS, RE2JSException } from "re2js";
import { matches, type Piece } from "../pieces.ts";
import { SPACE, WORD } from "./characters.ts";

/** A regular expression from a data file, as Python reads it. */
export interface Pattern {
  readonly source: string;
  /** Every match, from left to right, none overlapping. */
  find(text: string): Piece[];
}

/** How the pattern of the data file is used. */
export interface PatternFrame {
  readonly ignoreCase?: boolean;
  /** Between `\b` and `\b`. */
  readonly wholeWords?: boolean;
  /** What is written before and after it, without brackets. */
  readonly before?: string;
  readonly after?: string;
}

const boundary = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;

/**
 * Compiles a pattern, or gives undefined where it cannot be read. Plain text is searched by the
 * JavaScript engine. Anything else is run by RE2, which takes time in proportion to the text whatever
 * the pattern is, and knows no lookaround and no backreference. Its `\b` knows ASCII words only;
 * matches that are whole words to it alone are left out.
 */
export function pythonPattern(source: string, frame: PatternFrame = {}): Pattern | undefined {
  const { before = "", after = "", ignoreCase = false, wholeWords = false } = frame;
  const edge = wholeWords ? "\\b" : "";
  const whole = before + edge + source + edge + after;
  if (!/[\\^$.|?*+()[\]{}]/u.test(source)) {
    const plain = new RegExp(translate(whole, boundary), ignoreCase ? "giu" : "gu");
    return { source, find: (text) => matches(text, plain) };
  }
  const linear = compile(translate(whole, "\\b"), ignoreCase);
  if (!linear) return undefined;
  const find = (text: string): Piece[] => linearMatches(text, linear);
  if (!wholeWords || source.includes("|")) return { source, find };
  return { source, find: (text) => find(text).filter((piece) => isWhole(text, piece)) };
}

function isWhole(text: string, { start, end }: Piece): boolean {
  const edge = new RegExp(boundary, "uy");
  return [start, end].every((offset) => {
    edge.lastIndex = offset;
    return edge.test(text);
  });
}

/** Python's classes are those of Unicode. Possessive quantifiers, which RE2 lacks, are read as greedy. */
function translate(pattern: string, edge: string): string {
  let inClass = false;
  return pattern.replace(/\\[^]|\[\^?\]?|\]|[+*?}]\+/gu, (part) => {
    if (part === "]") inClass = false;
    else if (part.startsWith("[") && !inClass) inClass = true;
    else if (part.startsWith("\\")) return escapes(edge, inClass)[part] ?? part;
    else if (part.endsWith("+") && !inClass) return part.slice(0, -1);
    return part;
  });
}

function escapes(edge: string, inClass: boolean): Readonly<Record<string, string>> {
  if (inClass) return { "\\w": WORD, "\\d": "\\p{Nd}", "\\s": spaces };
  return {
    "\\w": `[${WORD}]`,
    "\\W": `[^${WORD}]`,
    "\\d": "\\p{Nd}",
    "\\D": "\\P{Nd}",
    "\\s": `[${spaces}]`,
    "\\S": `[^${spaces}]`,
    "\\b": edge,
    "\\Z": "\\z",
  };
}

/** The same class with the characters themselves, which both engines read. */
const spaces = SPACE.replace(/\\u([0-9a-f]{4})|\\x([0-9a-f]{2})/gu, (_, long, short) =>
  String.fromCharCode(Number.parseInt(long ?? short, 16)),
);

function compile(source: string, ignoreCase: boolean): RE2JS | undefined {
  // RE2JS has no other way to say that it cannot read a pattern.
  try {
    return RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

function linearMatches(text: string, pattern: RE2JS): Piece[] {
  const matcher = pattern.matcher(text);
  const result: Piece[] = [];
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    result.push({ start, end, text: text.slice(start, end) });
  }
  return result;
}
