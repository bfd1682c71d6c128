import { ConfigError, type Verdict } from "@rtt/core";
import type { Kwarg, KwargSchema } from "./kwarg.ts";
import { nearest } from "./nearest.ts";
import type { TextView } from "./text-view.ts";

/** Arguments of a check as a data file has them. */
export type Kwargs = Readonly<Record<string, unknown>>;

/** Arguments with a response that passes and one that fails. */
export interface VerifierExample {
  readonly kwargs: Kwargs;
  readonly passes: string;
  readonly fails: string;
}

/** What is wrong with an argument, and what would be right. */
export interface KwargFault {
  readonly name: string;
  readonly problem: string;
}

/** A check by program: a pure function of the response and the arguments. */
export interface Verifier {
  readonly id: string;
  readonly kwargs: Readonly<Record<string, Pick<Kwarg<unknown>, "accepts">>>;
  readonly example: VerifierExample;
  /** The first fault of the arguments; undefined where the check can read them. */
  readonly fault: (kwargs: Kwargs) => KwargFault | undefined;
  /** The requirement as one sentence. Throws ConfigError where `fault` finds one. */
  readonly describe: (kwargs: Kwargs) => string;
  /** The verdict on one response. Throws ConfigError where `fault` finds one. */
  readonly check: (view: TextView, kwargs: Kwargs) => Verdict;
}

/** Verifiers by id. */
export type VerifierTable = Readonly<Record<string, Verifier>>;

/** Collects verifiers under their ids. */
export function verifierTable(...verifiers: readonly Verifier[]): VerifierTable {
  return Object.fromEntries(verifiers.map((verifier) => [verifier.id, verifier]));
}

/** Makes a verifier of a typed check: the schema reads the arguments before the check sees them. */
export function defineVerifier<Read extends object>(definition: {
  readonly id: string;
  readonly kwargs: KwargSchema<Read>;
  readonly example: VerifierExample;
  readonly describe: (kwargs: Read) => string;
  readonly check: (view: TextView, kwargs: Read) => Verdict;
}): Verifier {
  const { id, kwargs: schema, example, describe, check } = definition;
  const fields = Object.entries<Kwarg<unknown>>(schema);
  const read = (kwargs: Kwargs): { values: Read } | { fault: KwargFault } => {
    const values: Record<string, unknown> = {};
    for (const [name, kwarg] of fields) {
      const value = kwarg.read(kwargs[name]);
      if (value === undefined)
        return { fault: { name, problem: notAccepted(kwargs[name], kwarg) } };
      values[name] = value;
    }
    const extra = Object.keys(kwargs).find((name) => !Object.hasOwn(schema, name));
    if (extra === undefined) return { values: values as Read };
    return { fault: { name: extra, problem: unknownName(extra, Object.keys(schema)) } };
  };
  const demand = (kwargs: Kwargs): Read => {
    const result = read(kwargs);
    if ("fault" in result)
      throw new ConfigError(`${id}.${result.fault.name}`, result.fault.problem);
    return result.values;
  };
  return {
    id,
    kwargs: schema,
    example,
    fault: (kwargs) => {
      const result = read(kwargs);
      return "fault" in result ? result.fault : undefined;
    },
    describe: (kwargs) => describe(demand(kwargs)),
    check: (view, kwargs) => check(view, demand(kwargs)),
  };
}

function notAccepted(value: unknown, { accepts }: Kwarg<unknown>): string {
  return value === undefined
    ? `missing; it must be ${accepts}`
    : `${JSON.stringify(value)} is not accepted; it must be ${accepts}`;
}

function unknownName(name: string, known: readonly string[]): string {
  if (known.length === 0) return "unknown argument; this check takes none";
  return `unknown argument; did you mean ${nearest(name, known)}? Known: ${known.join(", ")}`;
}
