import type { Kwarg } from "../kwarg.ts";
import { detectLanguage } from "../linguistics/language.ts";
import { missingProfiles } from "../missing-data.ts";
import type { TextView } from "../text-view.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

function languageCode(): Kwarg<string> {
  return {
    accepts: 'a language code of langdetect, such as "en", "pt" or "zh-cn"',
    read: (value) =>
      typeof value === "string" && /^[a-z]{2}(?:-[a-z]{2})?$/u.test(value) ? value : undefined,
  };
}

/** All in one language, as langdetect sees it; a response without letters passes. */
export const responseLanguage: Verifier = defineVerifier({
  id: "language:response_language",
  kwargs: { language: languageCode() },
  example: {
    kwargs: { language: "de" },
    passes: "Der Regen fällt auf die Stadt und alle bleiben zu Hause.",
    fails: "The rain falls on the town and everyone stays at home.",
  },
  describe: ({ language }) =>
    `The entire response is in ${languageName(language)}; no other language is used.`,
  check: (view, { language }) => {
    if (!view.language) return missingProfiles;
    const { code, margin } = view.language;
    const satisfied = code === undefined || code === language;
    const others = satisfied ? [] : linesIn(view, (other) => other !== language);
    const wrong = others.reduce((sum, line) => sum + countLetters(line.text), 0);
    return verdict(view, {
      satisfied,
      score: satisfied ? 1 : others.length === 0 ? 0 : 1 - wrong / countLetters(view.text),
      spans: others.length > 0 ? others : [whole(view)],
      scope: "global",
      ...(margin < uncertain && { reason: `uncertain: ${code ?? "no letters"}` }),
    });
  },
});

/** Margin in nats below which langdetect's own answer varies from run to run. */
const uncertain = 5;

function linesIn({ lines, data }: TextView, isWrong: (code: string) => boolean): TextView["lines"] {
  return lines.filter(({ text }) => {
    const { code } = detectLanguage(text, data!.profiles);
    return code !== undefined && isWrong(code);
  });
}

function languageName(code: string): string {
  return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
