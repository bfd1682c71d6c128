import type { Span } from "@rtt/core";
import { text } from "../kwarg.ts";
import { strip, strippedSpan } from "../python/characters.ts";
import { lower } from "../python/lower.ts";
import type { TextView } from "../text-view.ts";
import { verdict } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

/** The last words, apart from quotation marks around the response. */
export const endChecker: Verifier = defineVerifier({
  id: "startend:end_checker",
  kwargs: { end_phrase: text() },
  example: {
    kwargs: { end_phrase: "Any questions?" },
    passes: "That is all. Any questions?",
    fails: "Any questions? That is all.",
  },
  describe: ({ end_phrase }) =>
    `The response ends with the exact phrase "${strip(end_phrase)}" and no other words after it.`,
  check: (view, { end_phrase }) => {
    const phrase = lower(strip(end_phrase));
    const response = lower(view.text);
    let { start, end } = strippedSpan(response);
    while (start < end && response[start] === '"') start++;
    while (end > start && response[end - 1] === '"') end--;
    const satisfied = response.slice(start, end).endsWith(phrase);
    const last = response.lastIndexOf(phrase);
    const after = { start: last + phrase.length, end: response.length };
    return verdict(view, {
      satisfied,
      spans: satisfied ? [{ start: end - phrase.length, end }] : last < 0 ? ending(view) : [after],
      absence: !satisfied && last < 0,
    });
  },
});

/** The last sentence; without data, the last line. */
function ending({ sentences, lines }: TextView): readonly Span[] {
  return (sentences ?? lines.filter((line) => strip(line.text) !== "")).slice(-1);
}

/** ASCII quotation marks around the response. */
export const quotation: Verifier = defineVerifier({
  id: "startend:quotation",
  kwargs: {},
  example: { kwargs: {}, passes: '"Quite so."', fails: "“Quite so.”" },
  describe: () => "The entire response is wrapped in double quotation marks.",
  check: (view) => {
    const { start, end } = strippedSpan(view.text);
    const characters = Array.from(view.text.slice(start, end));
    const [first = "", last = ""] = [characters[0], characters.at(-1)];
    const satisfied = characters.length > 1 && first === '"' && last === '"';
    return verdict(view, {
      satisfied,
      spans: [
        { start, end: start + first.length },
        { start: end - last.length, end },
      ],
      absence: !satisfied,
    });
  },
});
