import type { Span } from "@rtt/core";

/** Body of a character class: what Python's `str.isspace` and `\s` accept. */
export const SPACE: string =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** Body of a character class: what Python's `\w` accepts. Combining marks are not among them. */
export const WORD: string = "\\p{L}\\p{N}_";

const space = new RegExp(`[${SPACE}]`, "u");

/** The span without blanks at its ends, in time linear in what is cut off (a pattern's is quadratic). */
export function strippedSpan(text: string, span: Span = { start: 0, end: text.length }): Span {
  let { start, end } = span;
  while (end > start && space.test(text[end - 1]!)) end--;
  while (start < end && space.test(text[start]!)) start++;
  return { start, end };
}

/** Python's `str.strip()`. */
export function strip(text: string): string {
  const { start, end } = strippedSpan(text);
  return text.slice(start, end);
}

/** Whether Python's `str.strip()` leaves nothing. */
export function isBlank(text: string): boolean {
  return strip(text) === "";
}
