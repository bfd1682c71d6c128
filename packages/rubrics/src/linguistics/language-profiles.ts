import type { GramProfile, LanguageProfiles } from "../linguistic-data.ts";

/** N-gram counts as the data file has them. */
export interface ProfileCounts {
  readonly languages: readonly string[];
  /** All counted 1-, 2- and 3-grams of each language, shape `[L][3]`. */
  readonly totals: readonly (readonly number[])[];
  /** By n-gram: index of a language, count in it, and so on. */
  readonly grams: Readonly<Record<string, readonly number[]>>;
  /** Classes of ideographs; the first of each stands for the others. */
  readonly ideographs: readonly string[];
}

/** langdetect's smoothing: alpha of 0.5 over a base frequency of 10,000. */
const unseen = 0.5 / 10_000;

/** Turns counts into log-likelihood gains: `ln(1 + p / unseen)` with `p = count / total`. */
export function languageProfiles(counts: ProfileCounts): LanguageProfiles {
  const grams = new Map<string, GramProfile>();
  for (const [gram, pairs] of Object.entries(counts.grams)) {
    const size = pairs.length / 2;
    const languages = Uint8Array.from({ length: size }, (_, i) => pairs[2 * i]!);
    const order = Array.from(gram).length - 1;
    const gains = Float64Array.from(languages, (language, i) =>
      Math.log1p(pairs[2 * i + 1]! / counts.totals[language]![order]! / unseen),
    );
    grams.set(gram, { languages, gains });
  }
  const ideographs = counts.ideographs.flatMap((members) => {
    const [first, ...others] = members;
    return others.map((other) => [other, first!] as const);
  });
  return { languages: counts.languages, grams, ideographs: new Map(ideographs) };
}
