import { verifierTable, type VerifierTable } from "../verifier.ts";
import { capitalWordFrequency, englishCapital, englishLowercase } from "./case.ts";
import { repeatPrompt, twoResponses } from "./combination.ts";
import { numberOfPlaceholders, postscript } from "./content.ts";
import {
  constrainedResponse,
  multipleSections,
  numberOfBullets,
  numberOfHighlights,
  title,
} from "./format.ts";
import { jsonFormat } from "./json-format.ts";
import { forbiddenWords, keywordExistence, keywordFrequency, letterFrequency } from "./keywords.ts";
import { responseLanguage } from "./language.ts";
import { numberOfSentences, numberOfWords } from "./length.ts";
import { nthParagraphFirstWord, numberOfParagraphs } from "./paragraphs.ts";
import { noComma } from "./punctuation.ts";
import { endChecker, quotation } from "./start-end.ts";

/**
 * The 25 checks of IFEval (Zhou et al. 2023, arXiv 2311.07911) with the verdicts of its official
 * evaluator, under its ids.
 */
export const ifeval: VerifierTable = verifierTable(
  keywordExistence,
  keywordFrequency,
  forbiddenWords,
  letterFrequency,
  responseLanguage,
  numberOfSentences,
  numberOfParagraphs,
  numberOfWords,
  nthParagraphFirstWord,
  numberOfPlaceholders,
  postscript,
  numberOfBullets,
  constrainedResponse,
  numberOfHighlights,
  multipleSections,
  jsonFormat,
  title,
  twoResponses,
  repeatPrompt,
  endChecker,
  quotation,
  capitalWordFrequency,
  englishCapital,
  englishLowercase,
  noComma,
);
