import type { Kwarg } from "./kwarg.ts";
import { pythonPattern, type Pattern, type PatternFrame } from "./python/pattern.ts";
import { strip } from "./python/characters.ts";

const accepts =
  "a regular expression as Python reads it, without lookaround and backreferences (plain text is one)";

/** A regular expression, without outer blanks. */
export function pattern(frame?: PatternFrame): Kwarg<Pattern> {
  return {
    accepts,
    read: (value) =>
      typeof value === "string" && strip(value) !== ""
        ? pythonPattern(strip(value), frame)
        : undefined,
  };
}

/** A list of one regular expression or more, each taken once. */
export function patterns(frame?: PatternFrame): Kwarg<readonly Pattern[]> {
  return {
    accepts: `a list of one or more, each ${accepts}`,
    read: (value) => {
      if (!Array.isArray(value) || value.length === 0) return undefined;
      const read = [...new Set(value)].map((one) =>
        typeof one === "string" && one !== "" ? pythonPattern(one, frame) : undefined,
      );
      return read.every((one) => one !== undefined) ? read : undefined;
    },
  };
}
