import { oneOf } from "../kwarg.ts";
import { detectLanguage } from "../linguistics/language.ts";
import { missingProfiles } from "../missing-data.ts";
import type { TextView } from "../text-view.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

const known =
  "af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr ne nl no pa pl pt ro ru sk sl so sq sv sw ta te th tl tr uk ur vi zh-cn zh-tw";

/**
 * All in one language, as langdetect sees it; a response without letters passes. Score: share of the
 * response in lines of the right language.
 */
export const responseLanguage: Verifier = defineVerifier({
  id: "language:response_language",
  kwargs: { language: oneOf(...known.split(" ")) },
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
    const wrong = others.reduce((sum, { start, end }) => sum + end - start, 0);
    return verdict(view, {
      satisfied,
      score: satisfied ? 1 : others.length === 0 ? 0 : 1 - wrong / view.text.length,
      spans: others.length > 0 ? others : [whole(view)],
      scope: "global",
      ...(margin < uncertain && { reason: `uncertain: ${code ?? "no letters"}` }),
    });
  },
});

/** Nats. Of 33 responses on which langdetect's seeds differ, 23 have a smaller margin; of 1031 others, 81. */
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
