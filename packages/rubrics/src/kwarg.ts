/** One named argument of a verifier: what it accepts, in words, and how a value is read. */
export interface Kwarg<Value> {
  /** Completes the sentence "must be ...". */
  readonly accepts: string;
  /** The value as the check wants it, or undefined where it is not accepted. */
  read(value: unknown): Value | undefined;
}

/** Schema of a verifier's arguments, all of them required. */
export type KwargSchema<Kwargs> = { readonly [Name in keyof Kwargs]: Kwarg<Kwargs[Name]> };

/** A whole number in `[minimum, maximum]`. Data sets write some of them as floats (5.0). */
export function wholeNumber(minimum = 0, maximum: number = Number.MAX_SAFE_INTEGER): Kwarg<number> {
  const upTo = maximum === Number.MAX_SAFE_INTEGER ? `, ${minimum} or more` : "";
  return {
    accepts: `a whole number${upTo || ` from ${minimum} to ${maximum}`}`,
    read: (value) =>
      Number.isSafeInteger(value) && (value as number) >= minimum && (value as number) <= maximum
        ? (value as number)
        : undefined,
  };
}

/** A text that is not blank. */
export function text(): Kwarg<string> {
  return {
    accepts: "a text that is not blank",
    read: (value) => (typeof value === "string" && value.trim() !== "" ? value : undefined),
  };
}

/** One text or more, none blank. */
export function texts(): Kwarg<readonly string[]> {
  return {
    accepts: "a list of one text or more, none of them blank",
    read: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((item) => text().read(item))
        ? (value as string[])
        : undefined,
  };
}

/** One of a few literal texts. */
export function oneOf<const Choice extends string>(...choices: Choice[]): Kwarg<Choice> {
  return {
    accepts: choices.map((choice) => `"${choice}"`).join(" or "),
    read: (value) => choices.find((choice) => choice === value),
  };
}
