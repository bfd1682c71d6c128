import { text } from "../kwarg.ts";
import { between, matches } from "../pieces.ts";
import { isBlank, strip, strippedSpan } from "../python/characters.ts";
import { lower } from "../python/lower.ts";
import { verdict } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

/** Two different responses with six asterisks between them. */
export const twoResponses: Verifier = defineVerifier({
  id: "combination:two_responses",
  kwargs: {},
  example: { kwargs: {}, passes: "Yes.\n******\nNo.", fails: "Yes.\n******\nYes." },
  describe: () => "The response gives two different responses, separated by six asterisks: ******.",
  check: (view) => {
    const separators = matches(view.text, /\*{6}/gu);
    const pieces = between(view.text, separators);
    const answers = pieces.filter((piece) => !isBlank(piece.text));
    const blankInside = pieces.slice(1, -1).some((piece) => isBlank(piece.text));
    const [first, second] = answers;
    const same = second !== undefined && strip(first!.text) === strip(second.text);
    return verdict(view, {
      satisfied: answers.length === 2 && !blankInside && !same,
      spans: answers.length === 2 && same ? [...separators, ...answers] : separators,
      absence: answers.length < 2,
      ...(same && { reason: "the two responses are the same" }),
    });
  },
});

/** Starts with the request, word for word. */
export const repeatPrompt: Verifier = defineVerifier({
  id: "combination:repeat_prompt",
  kwargs: { prompt_to_repeat: text() },
  example: {
    kwargs: { prompt_to_repeat: "What is rain?" },
    passes: "What is rain? Water.",
    fails: "What's rain? Water.",
  },
  describe: ({ prompt_to_repeat }) =>
    `The response first repeats the request word for word, and then answers it. The request: "${strip(prompt_to_repeat)}"`,
  check: (view, { prompt_to_repeat }) => {
    const { start } = strippedSpan(view.text);
    const wanted = lower(strip(prompt_to_repeat));
    const copy = lower(view.text.slice(start, start + wanted.length));
    let same = 0;
    while (same < copy.length && copy[same] === wanted[same]) same++;
    const satisfied = same === wanted.length;
    return verdict(view, {
      satisfied,
      score: same / wanted.length,
      spans: [{ start: satisfied ? start : start + same, end: start + copy.length }],
      absence: same === copy.length && !satisfied,
    });
  },
});
