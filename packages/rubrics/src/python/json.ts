const token =
  /([{}[\],:])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|-?Infinity|NaN|true|false|null)/uy;
const blanks = /[ \t\n\r]*/uy;

/** How far a text is JSON: where the first value ends, or where it goes wrong. */
export interface JsonScan {
  readonly complete: boolean;
  /** Offset behind the value, or of the first character that does not fit. */
  readonly end: number;
}

/**
 * Scans one value as Python's `json.loads` reads it (RFC 8259, and NaN and Infinity unless `strict`),
 * without building it and to any depth.
 */
export function scanJson(text: string, start = 0, strict = false): JsonScan {
  const open: string[] = [];
  let expected = "value";
  let position = start;
  while (true) {
    blanks.lastIndex = position;
    position += blanks.exec(text)![0].length;
    token.lastIndex = position;
    const match = token.exec(text);
    const next = match && step(expected, match, open);
    if (!next || (strict && /^(?:NaN|-?Infinity)$/u.test(match[0])))
      return { complete: false, end: position };
    position += match[0].length;
    expected = next;
    if (open.length === 0) return { complete: true, end: position };
  }
}

/** What may follow one token; undefined where the token may not stand here. Keeps the open brackets. */
function step(
  expected: string,
  [part, mark, string]: RegExpExecArray,
  open: string[],
): string | undefined {
  const inObject = open.at(-1) === "{";
  if (mark === undefined) {
    if (expected.includes("value")) return "comma or close";
    return string !== undefined && expected.includes("key") ? "colon" : undefined;
  }
  if (part === "{" || part === "[") {
    if (!expected.includes("value")) return undefined;
    open.push(part);
    return part === "{" ? "key or close" : "value or close";
  }
  if (part === ":") return expected === "colon" ? "value" : undefined;
  if (!expected.endsWith("close")) return undefined;
  if (part === ",") {
    if (!expected.startsWith("comma")) return undefined;
    return inObject ? "key" : "value";
  }
  if ((part === "}") !== inObject) return undefined;
  open.pop();
  return "comma or close";
}
