import fc from "fast-check";
import { expect, test } from "vitest";
import { ifeval, textView } from "@rtt/rubrics";
import { loadLinguisticData } from "@rtt/rubrics/data";

const data = loadLinguisticData();
const sentences = (text: string) => textView(text, data).sentences!.map((piece) => piece.text);
const tokens = (text: string) => textView(text, data).tokens!.map((piece) => piece.text);
const language = (text: string) => textView(text, data).language!;

test.each([
  ["One. Two! Three?", ["One.", "Two!", "Three?"]],
  ["No mark\nand a line", ["No mark\nand a line"]],
  ["", []],
  [" \n ", []],
  ["Mr. Smith paid $3.50. He left.", ["Mr. Smith paid $3.50.", "He left."]],
  ["In the U.S. Army. Yes.", ["In the U.S. Army.", "Yes."]],
  ["It is in the U.S. The rest is not.", ["It is in the U.S.", "The rest is not."]],
  [
    "It opened in 1990. International trade grew.",
    ["It opened in 1990. International trade grew."],
  ],
  ["It opened in 1990. Trade grew.", ["It opened in 1990.", "Trade grew."]],
  ["J. R. Smith came. So did I.", ["J. R. Smith came.", "So did I."]],
  ["Wait... what?", ["Wait... what?"]],
  ["Wait... The rest came.", ["Wait...", "The rest came."]],
  ["Stop!!! Go.", ["Stop!!!", "Go."]],
  ['He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]],
  ["(It rained.) We stayed.", ["(It rained.)", "We stayed."]],
  ["1. First\n2. Second", ["1.", "First\n2.", "Second"]],
  ["😀 Yes. 😀 Fine.", ["😀 Yes.", "😀 Fine."]],
])("sentences of %j", (text, expected) => {
  expect(sentences(text)).toEqual(expected);
});

test.each([
  ["I don't, do I?", ["I", "do", "n't", ",", "do", "I", "?"]],
  ['She said "no" (twice).', ["She", "said", "``", "no", "''", "(", "twice", ")", "."]],
  ["(''Quoted'') well-known", ["(", "``", "Quoted", "''", ")", "well-known"]],
  [
    "I cannot; they're gonna. Yes.",
    ["I", "can", "not", ";", "they", "'re", "gon", "na", ".", "Yes", "."],
  ],
  ["$5, 1,000 and 50%--wow...", ["$", "5", ",", "1,000", "and", "50", "%", "--", "wow", "..."]],
  ["DON'T U.S.A. 'tis", ["DO", "N'T", "U.S.A.", "'t", "is"]],
])("tokens of %j", (text, expected) => {
  expect(tokens(text)).toEqual(expected);
});

test("tokens stand in the text in order, and leave nothing but blanks between them", () => {
  const text = fc
    .array(
      fc.constantFrom(
        "a",
        "don't",
        '"',
        "''",
        "``",
        "'",
        ".",
        "...",
        " ",
        "\n",
        "😀",
        "cannot",
        "--",
      ),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (response) => {
      let last = 0;
      for (const { start, end, text: token } of textView(response, data).tokens!) {
        expect(response.slice(last, start).trim()).toBe("");
        expect(["``", "''"].includes(token) || token === response.slice(start, end)).toBe(true);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(response.slice(last).trim()).toBe("");
    }),
  );
});

test.each([
  ["en", "The rain falls on the town and everyone stays at home."],
  ["de", "Der Regen fällt auf die Stadt und alle bleiben zu Hause."],
  ["fr", "La pluie tombe sur la ville et tout le monde reste à la maison."],
  ["vi", "Mưa rơi trên thành phố và mọi người ở nhà."],
  ["ja", "雨が町に降り、みんなは家にいます。"],
  ["ko", "비가 마을에 내리고 모두가 집에 있다."],
  ["zh-cn", "雨落在城市里，大家都待在家里看书，孩子们说这个故事很有意思。"],
  ["ru", "Дождь падает на город, и все остаются дома."],
  ["hi", "बारिश शहर पर गिरती है और सब घर पर रहते हैं।"],
])("the language is %s", (code, text) => {
  expect(language(text).code).toBe(code);
  expect(language(text).margin).toBeGreaterThan(5);
  expect(language(`${text} https://example.org/the/english/words`).code).toBe(code);
});

test("a text without letters has no language, and then passes a language check", () => {
  expect(language("12 + 3 = 15!").code).toBeUndefined();
  const { check } = ifeval["language:response_language"]!;
  expect(check(textView("12 + 3", data), { language: "de" }).status).toBe("satisfied");
  expect(ifeval["change_case:english_capital"]!.check(textView("Ⅷ", data), {}).status).toBe(
    "satisfied",
  );
});

test("words written in capitals throughout say nothing of the language", () => {
  expect(language("DER REGEN 12 the rain falls on the town").code).toBe("en");
  expect(language("DER REGEN FÄLLT AUF DIE STADT the rain falls on the town").code).toBe("en");
});

test("a view's parts, by hand", () => {
  const view = textView("a_1 é\r\n😀\u2003b");
  expect(view.lines.map(({ text }) => text)).toEqual(["a_1 é\r", "😀\u2003b"]);
  expect(view.words.map(({ text }) => text)).toEqual(["a_1", "é", "b"]);
  expect(view.chunks.map(({ text }) => text)).toEqual(["a_1", "é", "😀", "b"]);
  expect([...view.codePointOffsets]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11]);
  expect([view.sentences, view.tokens, view.language]).toEqual([undefined, undefined, undefined]);
});
