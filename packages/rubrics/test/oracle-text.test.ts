import { expect, test } from "vitest";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { textView } from "@rtt/rubrics";
import { agreement, hasOracle, oracle, type PoolRow } from "./oracle.ts";

interface TextRow {
  readonly rid: number;
  readonly punkt_spans_codepoints: readonly (readonly [number, number])[];
  readonly word_tokenize: readonly string[];
  readonly n_upper_tokens: number;
  readonly n_regexp_words: number;
  readonly n_split: number;
  readonly langdetect: Readonly<Record<string, number>>;
}

const data = loadLinguisticData();
const pool = new Map(
  hasOracle ? oracle<PoolRow>("responses_pool").map(({ rid, response }) => [rid, response]) : [],
);
const rows = hasOracle ? oracle<TextRow>("comp_text") : [];
const view = ({ rid }: TextRow) => textView(pool.get(rid)!, data);

test.skipIf(!hasOracle)("oracle: sentences stand where NLTK's Punkt has them", () => {
  const found = agreement(rows, (row) => {
    const { sentences, codePointOffsets } = view(row);
    const expected = row.punkt_spans_codepoints.map((span) =>
      span.map((index) => codePointOffsets[index]!),
    );
    return (
      JSON.stringify(sentences!.map(({ start, end }) => [start, end])) === JSON.stringify(expected)
    );
  });
  expect(found).toEqual({ agree: 702, of: 702, first: [] });
});

test.skipIf(!hasOracle)("oracle: tokens are those of NLTK's word_tokenize", () => {
  const found = agreement(
    rows,
    (row) =>
      view(row)
        .tokens!.map(({ text }) => text)
        .join("\0") === row.word_tokenize.join("\0"),
  );
  expect(found).toEqual({ agree: 702, of: 702, first: [] });
});

test.skipIf(!hasOracle)("oracle: as many words and chunks as Python counts", () => {
  const found = agreement(rows, (row) => {
    const { words, chunks } = view(row);
    return words.length === row.n_regexp_words && chunks.length === row.n_split;
  });
  expect(found).toEqual({ agree: 702, of: 702, first: [] });
});

test.skipIf(!hasOracle)("oracle: the language is langdetect's, wherever its 11 seeds agree", () => {
  const stable = rows.filter(({ langdetect }) => Object.keys(langdetect).length === 1);
  const found = agreement(
    stable,
    (row) => (view(row).language!.code ?? "error") === Object.keys(row.langdetect)[0],
  );
  expect(found).toEqual({ agree: stable.length, of: stable.length, first: [] });
});

interface LanguageRow {
  readonly response: string;
  readonly langdetect: Readonly<Record<string, number>>;
}

test.skipIf(!hasOracle)("oracle: the language of responses that a language check judges", () => {
  const stable = oracle<LanguageRow>("comp_lang").filter(
    ({ langdetect }) => Object.keys(langdetect).length === 1,
  );
  const found = agreement(
    stable,
    ({ response, langdetect }) =>
      (textView(response, data).language!.code ?? "error") === Object.keys(langdetect)[0],
  );
  expect(found).toEqual({ agree: stable.length, of: stable.length, first: [] });
});
