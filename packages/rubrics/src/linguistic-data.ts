/** Parameters of the Punkt sentence splitter (Kiss and Strunk 2006) for one language. */
export interface PunktParameters {
  /** Lower-cased, without the final full stop. */
  readonly abbreviations: ReadonlySet<string>;
  /** Pairs of types around a full stop that ends no sentence, joined by a blank. */
  readonly collocations: ReadonlySet<string>;
  /** Types that often start sentences. */
  readonly starters: ReadonlySet<string>;
  /** How a type was seen written: sum of 2, 4, 8 (capitalised) and 16, 32, 64 (lower-case), each at start, middle, unknown place. */
  readonly orthography: ReadonlyMap<string, number>;
}

/** Character n-gram profiles of the languages that can be told apart. */
export interface LanguageProfiles {
  /** Language codes, for example `en` or `zh-cn`; L of them. */
  readonly languages: readonly string[];
  /** Probability of each n-gram of 1 to 3 characters in each language, rows of shape `[L]`. */
  readonly probabilities: ReadonlyMap<string, Float64Array>;
  /** Ideograph -> the one that stands for its class; characters that stand for themselves are absent. */
  readonly ideographs: ReadonlyMap<string, string>;
}

/** What some checks need to know of languages; large, so it is loaded and handed in by the caller. */
export interface LinguisticData {
  readonly punkt: PunktParameters;
  readonly profiles: LanguageProfiles;
}
