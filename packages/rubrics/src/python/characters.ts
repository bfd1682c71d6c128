/** Body of a character class: what Python's `str.isspace` and `\s` accept. */
export const SPACE: string =
  "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** Body of a character class: what Python's `\w` accepts. Combining marks are not among them. */
export const WORD: string = "\\p{L}\\p{N}_";

const leading = new RegExp(`^[${SPACE}]+`, "u");
const trailing = new RegExp(`[${SPACE}]+$`, "u");

/** Python's `str.strip()`. */
export function strip(text: string): string {
  return text.replace(leading, "").replace(trailing, "");
}

/** Python's `not str.strip()`. */
export function isBlank(text: string): boolean {
  return strip(text) === "";
}
