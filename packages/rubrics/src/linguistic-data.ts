/** Parameters of the Punkt sentence splitter (Kiss and Strunk 2006) for one language. */
export interface PunktParameters {
  /** Lower-cased, without the final full stop. */
  readonly abbreviations: ReadonlySet<string>;
  /** Pairs of types around a full stop that ends no sentence, joined by a blank. */
  readonly collocations: ReadonlySet<string>;
  /** Types that often start sentences. */
  readonly starters: ReadonlySet<string>;
  /**
   * How a type was seen written: a sum of 2, 4, 8 (capitalised) and 16, 32, 64 (lower-case), each at
   * the start of a sentence, inside one, and where that was not known.
   */
  readonly orthography: ReadonlyMap<string, number>;
}

/** How much one n-gram speaks for each of the languages that have it. */
export interface GramProfile {
  /** Indices into the list of languages. */
  readonly languages: Uint8Array;
  /** Log-likelihood over that of an n-gram never seen, nats; one for each of `languages`. */
  readonly gains: Float64Array;
}

/** Profiles of the languages that can be told apart. */
export interface LanguageProfiles {
  /** Codes, for example `en` or `zh-cn`. */
  readonly languages: readonly string[];
  /** By n-gram of 1 to 3 characters. */
  readonly grams: ReadonlyMap<string, GramProfile>;
  /** Ideograph -> the one that stands for its class; characters that stand for themselves are absent. */
  readonly ideographs: ReadonlyMap<string, string>;
}

/** What some checks need to know of languages; large, so the caller loads it and hands it in. */
export interface LinguisticData {
  readonly punkt: PunktParameters;
  readonly profiles: LanguageProfiles;
}
