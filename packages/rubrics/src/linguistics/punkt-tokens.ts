import { SPACE } from "../python/characters.ts";

/** A word of the text around a mark that may end a sentence. */
export interface PunktToken {
  readonly text: string;
  /** Lower-cased, numbers all alike. */
  readonly type: string;
  isBreak: boolean;
  isAbbreviation: boolean;
}

/** Body of a character class: marks that are no part of words. */
export const NON_WORD: string = ")\";}\\]*:@'({\\[?!";

const several = `(?:-{2,}|\\.{2,}|(?:\\.[${SPACE}]){2,}\\.)`;
const wordEnd = `[${SPACE}]|$|[${NON_WORD}]|${several}`;
const token = new RegExp(
  `${several}|(?![("\`{[:;&#*@)}\\]\\-,])[^${SPACE}]+?(?=${wordEnd}|,(?:$|[${SPACE}]|[${NON_WORD}]|${several}))|[^${SPACE}]`,
  "gu",
);
const number = /^-?[.,]?\p{Nd}[\p{Nd},.-]*\.?$/u;

/** Splits the surroundings of a mark into tokens, none of them judged yet. */
export function punktTokens(context: string): PunktToken[] {
  return context.split("\n").flatMap((line) =>
    Array.from(line.matchAll(token), ([text]) => ({
      text,
      type: text.toLowerCase().replace(number, "##number##"),
      isBreak: false,
      isAbbreviation: false,
    })),
  );
}

/** The type without its final full stop. */
export function withoutStop({ type }: PunktToken): string {
  return type.length > 1 && type.endsWith(".") ? type.slice(0, -1) : type;
}

/** The type without the full stop that ends a sentence, where it does. */
export function withoutSentenceStop(one: PunktToken): string {
  return one.isBreak ? withoutStop(one) : one.type;
}

/** One letter and a full stop. */
export function isInitial({ text }: PunktToken): boolean {
  return /^[\p{L}\p{N}_]\.$/u.test(text) && !/^\p{Nd}/u.test(text);
}

/** Starts with a capital letter. */
export function isCapitalised({ text }: PunktToken): boolean {
  return /^\p{Uppercase}/u.test(text);
}

/** Starts with a small letter. */
export function isLowerCase({ text }: PunktToken): boolean {
  return /^\p{Lowercase}/u.test(text);
}
