import { text, wholeNumber, type Kwarg } from "../kwarg.ts";
import { between, matches } from "../pieces.ts";
import { isBlank, SPACE } from "../python/characters.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { counted } from "../wording.ts";

const divider = new RegExp(`[${SPACE}]?\\*\\*\\*[${SPACE}]?`, "gu");

/** As many paragraphs as asked between dividers of three asterisks; blank ones only at the ends. */
export const numberOfParagraphs: Verifier = defineVerifier({
  id: "length_constraints:number_paragraphs",
  kwargs: { num_paragraphs: wholeNumber() },
  example: { kwargs: { num_paragraphs: 2 }, passes: "One.\n***\nTwo.", fails: "One.\n\nTwo." },
  describe: ({ num_paragraphs }) =>
    `The response has exactly ${counted(num_paragraphs, "paragraph")}, separated by the divider ***.`,
  check: (view, { num_paragraphs: limit }) => {
    const dividers = matches(view.text, divider);
    const pieces = between(view.text, dividers);
    const blankInside = pieces.slice(1, -1).filter((piece) => isBlank(piece.text));
    const paragraphs = pieces.filter((piece) => !isBlank(piece.text));
    const satisfied = blankInside.length === 0 && paragraphs.length === limit;
    const distance = Math.abs(paragraphs.length - limit) + blankInside.length;
    const tooFew = paragraphs.length < limit;
    const diffuse = tooFew || dividers.length === 0;
    return verdict(view, {
      satisfied,
      score: Math.max(0, 1 - distance / Math.max(1, limit)),
      spans: diffuse ? [whole(view)] : [...dividers, ...paragraphs.slice(limit)],
      scope: diffuse ? "global" : "local",
      absence: tooFew,
      ...(blankInside.length > 0 && { reason: "a blank paragraph between two dividers" }),
    });
  },
});

/** A word, in lower case. */
function firstWordKwarg(): Kwarg<string> {
  return {
    ...text(),
    read: (value) => text().read(value)?.toLowerCase(),
  };
}

/** As many paragraphs as asked between double newlines, and one of them starts with a word. */
export const nthParagraphFirstWord: Verifier = defineVerifier({
  id: "length_constraints:nth_paragraph_first_word",
  kwargs: {
    num_paragraphs: wholeNumber(1),
    nth_paragraph: wholeNumber(1),
    first_word: firstWordKwarg(),
  },
  example: {
    kwargs: { num_paragraphs: 2, nth_paragraph: 2, first_word: "but" },
    passes: "It rained.\n\nBut we went.",
    fails: "It rained.\n\nWe went.",
  },
  describe: ({ num_paragraphs, nth_paragraph, first_word }) =>
    `The response has exactly ${counted(num_paragraphs, "paragraph")} separated by blank lines, and paragraph ${nth_paragraph} starts with the word "${first_word}".`,
  check: (view, { num_paragraphs, nth_paragraph, first_word }) => {
    const breaks = matches(view.text, /\n\n/gu);
    const pieces = between(view.text, breaks);
    const count = pieces.filter((piece) => !isBlank(piece.text)).length;
    // As the official check has it: blank pieces count for the position, but not for the number.
    const chosen = nth_paragraph <= count ? pieces[nth_paragraph - 1] : undefined;
    const word =
      chosen && view.chunks.find(({ start, end }) => start >= chosen.start && end <= chosen.end);
    const countFits = count === num_paragraphs;
    const wordFits = word !== undefined && bareWord(word.text) === first_word;
    return verdict(view, {
      satisfied: countFits && wordFits,
      score: (Number(countFits) + Number(wordFits)) / 2,
      spans: word ? [...breaks, word] : breaks,
      absence: count < num_paragraphs || word === undefined,
      ...(countFits ? {} : { reason: `${counted(count, "paragraph")}, not ${num_paragraphs}` }),
    });
  },
});

/** Without opening quotes and from the first mark on; lower-cased. */
function bareWord(chunk: string): string {
  return chunk
    .replace(/^'+/u, "")
    .replace(/^"+/u, "")
    .replace(/[.,?!'"].*$/su, "")
    .toLowerCase();
}
