import type { Criterion, Random } from "@rtt/core";
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

/** What a criterion is about and how it is asked for. */
export interface DrawnCriterion {
  readonly family: Family;
  readonly kwargs: Readonly<Record<string, string | number>>;
  /** The tokens that ask for it. */
  readonly tokens: readonly string[];
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
  const drawn = draws[family](nouns, random);
  return { family, ...drawn };
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

type Draw = (nouns: PromptNouns, random: Random) => Omit<DrawnCriterion, "family">;

const draws: Readonly<Record<Family, Draw>> = {
  forbid: ({ topic }, random) => {
    const word =
      random.uniform() < 1 / 3 ? topic : random.pick(determiners.filter((d) => d !== "the"));
    return { kwargs: { word }, tokens: [phrases.forbid, word] };
  },
  mention: ({ mentioned }) => ({
    kwargs: { word: mentioned },
    tokens: [phrases.mention, mentioned],
  }),
  twice: ({ repeated }) => ({ kwargs: { word: repeated }, tokens: [phrases.twice, repeated] }),
  bigram: ({ described }, random) => {
    const first = random.pick(adjectives);
    return {
      kwargs: { first, second: described },
      tokens: [phrases.bigram, first, described],
    };
  },
  start: (_, random) => withWord(phrases.start, random.pick(starters)),
  firstword: (_, random) => withWord(phrases.firstword, random.pick(starters)),
  end: (_, random) => {
    const ending = random.pick(endings);
    return { kwargs: { ending }, tokens: [phrases.end, ...ending.split(" ")] };
  },
  sentences: (_, random) => {
    const count = random.pick([3, 4] as const);
    return { kwargs: { count }, tokens: [phrases[`sentences${count}`]] };
  },
  bullets: (_, random) => {
    const count = random.pick([2, 3] as const);
    return { kwargs: { count }, tokens: [phrases[`bullets${count}`]] };
  },
  nocomma: () => ({ kwargs: {}, tokens: [phrases.nocomma] }),
  maxwords: (_, random) => {
    const count = random.pick([12, 16] as const);
    return { kwargs: { count }, tokens: [phrases[`maxwords${count}`]] };
  },
  postscript: () => ({ kwargs: {}, tokens: [phrases.postscript] }),
  quote: () => ({ kwargs: {}, tokens: [phrases.quote] }),
};

function withWord(phrase: string, word: string): Omit<DrawnCriterion, "family"> {
  return { kwargs: { word }, tokens: [phrase, word] };
}
