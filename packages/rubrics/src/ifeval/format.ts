import { wholeNumber } from "../kwarg.ts";
import { judgeExactCount } from "../exact-count.ts";
import { pattern } from "../pattern-kwargs.ts";
import { matches, type Piece } from "../pieces.ts";
import { isBlank, SPACE } from "../python/characters.ts";
import { judgeHits } from "../relation.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";
import { counted } from "../wording.ts";

const starBullet = new RegExp(`(?<![^\\n])[${SPACE}]*\\*[^*][^\\n]*`, "gu");
const dashBullet = new RegExp(`(?<![^\\n])[${SPACE}]*-[^\\n]*`, "gu");

/** Exactly as many lines that start with one asterisk or with a hyphen as asked. */
export const numberOfBullets: Verifier = defineVerifier({
  id: "detectable_format:number_bullet_lists",
  kwargs: { num_bullets: wholeNumber() },
  example: { kwargs: { num_bullets: 2 }, passes: "* one\n* two", fails: "1. one\n2. two" },
  describe: ({ num_bullets }) =>
    `The response contains exactly ${counted(num_bullets, "bullet point")} in markdown.`,
  check: (view, { num_bullets }) => {
    const bullets = [...matches(view.text, starBullet), ...matches(view.text, dashBullet)];
    return judgeExactCount(view, inOrder(bullets), num_bullets);
  },
});

/** At least as many stretches between single or double asterisks as asked. */
export const numberOfHighlights: Verifier = defineVerifier({
  id: "detectable_format:number_highlighted_sections",
  kwargs: { num_highlights: wholeNumber() },
  example: {
    kwargs: { num_highlights: 2 },
    passes: "*One* and **two**.",
    fails: "*One* and two.",
  },
  describe: ({ num_highlights }) =>
    `The response highlights at least ${counted(num_highlights, "section")} in markdown, such as *highlighted section*.`,
  check: (view, { num_highlights }) => {
    const single = matches(view.text, /\*[^\n*]*\*/gu);
    const double = matches(view.text, /\*\*[^\n*]*\*\*/gu);
    const filled = [...single, ...double].filter(
      (piece) => !isBlank(piece.text.replace(/\*/gu, "")),
    );
    return judgeHits(view, inOrder(filled), "at least", num_highlights);
  },
});

function inOrder(pieces: readonly Piece[]): Piece[] {
  return pieces.toSorted((a, b) => a.start - b.start);
}

/** At least as many numbered headings as asked. */
export const multipleSections: Verifier = defineVerifier({
  id: "detectable_format:multiple_sections",
  kwargs: {
    section_spliter: pattern({ before: "\\s?", after: "\\s?\\d+\\s?" }),
    num_sections: wholeNumber(),
  },
  example: {
    kwargs: { section_spliter: "Day", num_sections: 2 },
    passes: "Day 1\nWalk.\nDay 2\nRest.",
    fails: "Day 1\nWalk.\nDay two\nRest.",
  },
  describe: ({ section_spliter, num_sections }) =>
    `The response has at least ${counted(num_sections, "section")}, each beginning with ${section_spliter.source} and its number.`,
  check: (view, { section_spliter, num_sections }) =>
    judgeHits(view, section_spliter.find(view.text), "at least", num_sections),
});

/** Contains one of three fixed answers. */
export const constrainedResponse: Verifier = defineVerifier({
  id: "detectable_format:constrained_response",
  kwargs: {},
  example: { kwargs: {}, passes: "My answer is yes.", fails: "Yes." },
  describe: () =>
    "The response is one of: My answer is yes. / My answer is no. / My answer is maybe.",
  check: (view) => {
    const hits = matches(view.text, /My answer is (?:yes|no|maybe)\./gu);
    const satisfied = hits.length > 0;
    return verdict(view, { satisfied, spans: satisfied ? hits : [whole(view)] });
  },
});

/** A title in double angular brackets. */
export const title: Verifier = defineVerifier({
  id: "detectable_format:title",
  kwargs: {},
  example: { kwargs: {}, passes: "<<Rain>>\nIt falls.", fails: "# Rain\nIt falls." },
  describe: () =>
    "The response contains a title wrapped in double angular brackets, such as <<title>>.",
  check: (view) => {
    const titles = matches(view.text, /<<[^\n]+>>/gu);
    const filled = titles.filter(
      ({ text }) => !isBlank(text.replace(/^<+/u, "").replace(/>+$/u, "")),
    );
    const satisfied = filled.length > 0;
    return verdict(view, {
      satisfied,
      spans: satisfied ? filled.slice(0, 1) : titles,
      absence: !satisfied,
    });
  },
});
