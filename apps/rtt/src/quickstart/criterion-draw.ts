import type { Criterion, ProgramCheck, Random } from "@rtt/core";
import { quickstart } from "@rtt/rubrics/quickstart";
import { adjectives, determiners, endings, phrases, starters } from "./vocabulary.ts";

/** The thirteen families of criteria. */
export const families = [
  "forbid",
  "mention",
  "twice",
  "bigram",
  "start",
  "firstword",
  "end",
  "sentences",
  "bullets",
  "nocomma",
  "maxwords",
  "postscript",
  "quote",
] as const;

export type Family = (typeof families)[number];

/** Arguments of a criterion, as its check takes them. */
type Kwargs = Readonly<Record<string, string | number>>;

/** A criterion and what it is about. */
export interface DrawnCriterion {
  readonly family: Family;
  readonly kwargs: Kwargs;
}

/** Nouns that the criteria of one prompt are about, all different. */
export interface PromptNouns {
  readonly topic: string;
  readonly mentioned: string;
  readonly repeated: string;
  readonly described: string;
}

/** Draws the arguments of one family. */
export function drawCriterion(family: Family, nouns: PromptNouns, random: Random): DrawnCriterion {
  return { family, kwargs: draws[family](nouns, random) };
}

/** The tokens that ask for a criterion in a prompt. */
export function askingTokens({ family, kwargs }: DrawnCriterion): string[] {
  const { word, first, second, ending, count } = kwargs;
  switch (family) {
    case "bigram":
      return [phrases.bigram, String(first), String(second)];
    case "end":
      return [phrases.end, ...String(ending).split(" ")];
    case "sentences":
      return [count === 3 ? phrases.sentences3 : phrases.sentences4];
    case "bullets":
      return [count === 2 ? phrases.bullets2 : phrases.bullets3];
    case "maxwords":
      return [count === 12 ? phrases.maxwords12 : phrases.maxwords16];
    case "nocomma":
    case "postscript":
    case "quote":
      return [phrases[family]];
    default:
      return [phrases[family], String(word)];
  }
}

/** As a criterion of a prompt. */
export function asCriterion({ family, kwargs }: DrawnCriterion): Criterion {
  const verifier = `quickstart/${family}`;
  return {
    id: family,
    description: quickstart[verifier]!.describe(kwargs),
    check: { verifier, kwargs },
  };
}

/** What a criterion of a prompt was drawn as. */
export function asDrawn({ id, check }: Criterion): DrawnCriterion {
  const { kwargs } = check as ProgramCheck;
  return { family: id as Family, kwargs: kwargs as Kwargs };
}

const draws: Readonly<Record<Family, (nouns: PromptNouns, random: Random) => Kwargs>> = {
  forbid: ({ topic }, random) => ({
    word: random.uniform() < 1 / 3 ? topic : random.pick(determiners.filter((d) => d !== "the")),
  }),
  mention: ({ mentioned }) => ({ word: mentioned }),
  twice: ({ repeated }) => ({ word: repeated }),
  bigram: ({ described }, random) => ({ first: random.pick(adjectives), second: described }),
  start: (_, random) => ({ word: random.pick(starters) }),
  firstword: (_, random) => ({ word: random.pick(starters) }),
  end: (_, random) => ({ ending: random.pick(endings) }),
  sentences: (_, random) => ({ count: random.pick([3, 4]) }),
  bullets: (_, random) => ({ count: random.pick([2, 3]) }),
  nocomma: () => ({}),
  maxwords: (_, random) => ({ count: random.pick([12, 16]) }),
  postscript: () => ({}),
  quote: () => ({}),
};
