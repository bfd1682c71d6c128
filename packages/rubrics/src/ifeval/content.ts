import { text, wholeNumber, type Kwarg } from "../kwarg.ts";
import { matches } from "../pieces.ts";
import { SPACE, strip } from "../python/characters.ts";
import { lower } from "../python/lower.ts";
import { pythonPattern, type Pattern } from "../python/pattern.ts";
import { judgeHits } from "../relation.ts";
import { verdict } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { counted } from "../wording.ts";

/** At least as many pairs of square brackets as asked. */
export const numberOfPlaceholders: Verifier = defineVerifier({
  id: "detectable_content:number_placeholders",
  kwargs: { num_placeholders: wholeNumber() },
  example: {
    kwargs: { num_placeholders: 2 },
    passes: "Dear [name], meet me at [place].",
    fails: "Dear [name], meet me.",
  },
  describe: ({ num_placeholders }) =>
    `The response contains at least ${counted(num_placeholders, "placeholder")} in square brackets, such as [address].`,
  check: (view, { num_placeholders }) =>
    judgeHits(view, matches(view.text, /\[[^\n]*?\]/gu), "at least", num_placeholders),
});

const known: Readonly<Record<string, string>> = {
  "P.S.": `p\\.[${SPACE}]?s\\.[^\\n]*`,
  "P.P.S": `p\\.[${SPACE}]?p\\.[${SPACE}]?s[^\\n]*`,
};

function marker(): Kwarg<Pattern> {
  return {
    accepts: "P.S., P.P.S or another marker, a regular expression without lookaround",
    read: (value) => {
      const source = text().read(value);
      if (source === undefined) return undefined;
      const usual = known[strip(source)];
      if (usual === undefined) return pythonPattern(lower(strip(source)), { after: "[^\\n]*" });
      const expression = new RegExp(usual, "gu");
      return { source: strip(source), find: (response) => matches(response, expression) };
    },
  };
}

/** A postscript, from its marker to the end of the line; anywhere in the response. */
export const postscript: Verifier = defineVerifier({
  id: "detectable_content:postscript",
  kwargs: { postscript_marker: marker() },
  example: {
    kwargs: { postscript_marker: "P.S." },
    passes: "Goodbye.\nP.S. Write soon.",
    fails: "Goodbye.\nPS: write soon.",
  },
  describe: ({ postscript_marker }) =>
    `The response ends with a postscript that starts with ${postscript_marker.source}`,
  check: (view, { postscript_marker }) => {
    const hits = postscript_marker.find(lower(view.text));
    return verdict(view, {
      satisfied: hits.length > 0,
      spans: hits,
      absence: hits.length === 0,
    });
  },
});
