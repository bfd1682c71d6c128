import { RE2JS, RE2JSException } from "re2js";
import { matches, type Piece } from "../pieces.ts";
import { SPACE, WORD } from "./characters.ts";

/** A regular expression from a data file, as Python reads it. */
export interface Pattern {
  readonly source: string;
  /** Every match, from left to right, none overlapping. */
  find(text: string): Piece[];
}

/** What stands around the pattern of the data file, in Python's syntax. */
export interface PatternFrame {
  readonly before?: string;
  readonly after?: string;
  readonly ignoreCase?: boolean;
}

/**
 * Compiles a pattern, or gives undefined where it cannot be read. Plain text is searched by the
 * JavaScript engine. Anything else is run by RE2, which takes time in proportion to the text whatever
 * the pattern is, and knows no lookaround and no backreference. `\b` in it knows ASCII words only.
 */
export function pythonPattern(source: string, frame: PatternFrame = {}): Pattern | undefined {
  const { before = "", after = "", ignoreCase = false } = frame;
  if (!/[\\^$.|?*+()[\]{}]/u.test(source)) {
    const boundary = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
    const whole = translate(before + source + after, boundary);
    const plain = new RegExp(whole, ignoreCase ? "giu" : "gu");
    return { source, find: (text) => matches(text, plain) };
  }
  const linear = compile(translate(`${before}(?:${source})${after}`, "\\b"), ignoreCase);
  return linear && { source, find: (text) => linearMatches(text, linear) };
}

/** Python's classes are those of Unicode; RE2 has no possessive quantifiers, and finds the longest run anyway. */
function translate(source: string, boundary: string): string {
  let inClass = false;
  return source.replace(/\\[^]|\[\^?\]?|\]|[+*?}]\+/gu, (part) => {
    if (part === "]") inClass = false;
    else if (part.startsWith("[") && !inClass) inClass = true;
    else if (part.startsWith("\\")) return escapes(boundary, inClass)[part] ?? part;
    else if (part.endsWith("+") && !inClass) return part.slice(0, -1);
    return part;
  });
}

function escapes(boundary: string, inClass: boolean): Readonly<Record<string, string>> {
  if (inClass) return { "\\w": WORD, "\\d": "\\p{Nd}", "\\s": spaces };
  return {
    "\\w": `[${WORD}]`,
    "\\W": `[^${WORD}]`,
    "\\d": "\\p{Nd}",
    "\\D": "\\P{Nd}",
    "\\s": `[${spaces}]`,
    "\\S": `[^${spaces}]`,
    "\\b": boundary,
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
