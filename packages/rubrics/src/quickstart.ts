import { bullets, maxWords, noComma, postscript, quote } from "./quickstart/format.ts";
import { firstWord, sentences, start } from "./quickstart/sentences.ts";
import { bigram, end, forbid, mention, twice } from "./quickstart/words.ts";
import { verifierTable, type VerifierTable } from "./verifier.ts";

/**
 * Checks of the quickstart task, whose responses are tokens between single spaces. What is missing
 * has no span, and a partial success is never marked.
 */
export const quickstart: VerifierTable = verifierTable(
  forbid,
  mention,
  twice,
  bigram,
  start,
  firstWord,
  end,
  sentences,
  bullets,
  noComma,
  maxWords,
  postscript,
  quote,
);
