import { matches } from "../pieces.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

/** No ASCII comma; those of other scripts are allowed. */
export const noComma: Verifier = defineVerifier({
  id: "punctuation:no_comma",
  kwargs: {},
  example: { kwargs: {}, passes: "Red and blue.", fails: "Red, blue." },
  describe: () => "The response contains no comma.",
  check: (view) => {
    const commas = matches(view.text, /,/gu);
    const satisfied = commas.length === 0;
    return verdict(view, {
      satisfied,
      score: 1 / (1 + commas.length),
      spans: satisfied ? [whole(view)] : commas,
      scope: satisfied ? "global" : "local",
    });
  },
});
