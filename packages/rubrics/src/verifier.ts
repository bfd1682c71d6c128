import { ConfigError, type Verdict } from "@rtt/core";
import type { Kwarg, KwargSchema } from "./kwarg.ts";
import { nearest } from "./nearest.ts";
import type { TextView } from "./text-view.ts";

/** Arguments with a response that passes and one that fails. */
export interface VerifierExample {
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly passes: string;
  readonly fails: string;
}

/** A check by program: a pure function of the response and the arguments. */
export interface Verifier {
  readonly id: string;
  readonly kwargs: Readonly<Record<string, Pick<Kwarg<unknown>, "accepts">>>;
  readonly example: VerifierExample;
  /** Refuses arguments that the check cannot read: ConfigError with the field and what it accepts. */
  validate(kwargs: Readonly<Record<string, unknown>>, path?: string): void;
  /** The requirement as one sentence. Throws as `validate` does. */
  describe(kwargs: Readonly<Record<string, unknown>>): string;
  /** The verdict on one response. Throws as `validate` does. */
  check(view: TextView, kwargs: Readonly<Record<string, unknown>>): Verdict;
}

/** Verifiers by id. */
export type VerifierTable = Readonly<Record<string, Verifier>>;

/** Collects verifiers under their ids. */
export function verifierTable(...verifiers: readonly Verifier[]): VerifierTable {
  return Object.fromEntries(verifiers.map((verifier) => [verifier.id, verifier]));
}

/** Makes a verifier of a typed check: the schema reads the arguments before the check sees them. */
export function defineVerifier<Kwargs extends object>({
  id,
  kwargs: schema,
  example,
  describe,
  check,
}: {
  readonly id: string;
  readonly kwargs: KwargSchema<Kwargs>;
  readonly example: VerifierExample;
  readonly describe: (kwargs: Kwargs) => string;
  readonly check: (view: TextView, kwargs: Kwargs) => Verdict;
}): Verifier {
  const fields = Object.entries<Kwarg<unknown>>(schema);
  const read = (kwargs: Readonly<Record<string, unknown>>, path = id): Kwargs => {
    const names = fields.map(([name]) => name);
    for (const name of Object.keys(kwargs))
      if (!names.includes(name))
        throw new ConfigError(`${path}.${name}`, unknownKwarg(name, names));
    const values = fields.map(([name, kwarg]) => {
      const value = kwarg.read(kwargs[name]);
      if (value === undefined)
        throw new ConfigError(
          `${path}.${name}`,
          name in kwargs
            ? `${JSON.stringify(kwargs[name])} must be ${kwarg.accepts}`
            : `missing; it must be ${kwarg.accepts}`,
        );
      return [name, value];
    });
    return Object.fromEntries(values) as Kwargs;
  };
  return {
    id,
    kwargs: schema,
    example,
    validate: (kwargs, path) => void read(kwargs, path),
    describe: (kwargs) => describe(read(kwargs)),
    check: (view, kwargs) => check(view, read(kwargs)),
  };
}

function unknownKwarg(name: string, names: readonly string[]): string {
  if (names.length === 0) return "unknown argument; this verifier takes none";
  return `unknown argument; did you mean ${nearest(name, names)}? Known: ${names.join(", ")}`;
}
