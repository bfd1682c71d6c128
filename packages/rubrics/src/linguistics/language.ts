import type { LanguageProfiles } from "../linguistic-data.ts";
import { languageGrams } from "./language-grams.ts";

/** The most likely language of a text. */
export interface LanguageGuess {
  /** Undefined where the text has no letters to judge by. */
  readonly code: string | undefined;
  /** Log-likelihood over the next likely language, nats. Small: langdetect's answer would be random. */
  readonly margin: number;
}

/**
 * langdetect's naive Bayes over character n-grams (Nakatani 2010) in closed form: the language with
 * the highest `sum over n-grams of ln(0.00005 + p(n-gram | language))`. The original draws n-grams at
 * random; this is the answer that its draws tend to.
 */
export function detectLanguage(text: string, profiles: LanguageProfiles): LanguageGuess {
  const grams = languageGrams(text, profiles);
  if (grams.length === 0) return { code: undefined, margin: 0 };
  const scores = new Float64Array(profiles.languages.length);
  for (const { languages, gains } of grams)
    for (let i = 0; i < languages.length; i++) scores[languages[i]!]! += gains[i]!;
  let best = 0;
  for (let language = 1; language < scores.length; language++)
    if (scores[language]! > scores[best]!) best = language;
  const others = scores.filter((_, language) => language !== best);
  return { code: profiles.languages[best]!, margin: scores[best]! - Math.max(...others) };
}
