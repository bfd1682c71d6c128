import fc from "fast-check";
import { expect, test } from "vitest";
import { ifeval, textView } from "@rtt/rubrics";

const count = (keyword: string, text: string): number =>
  ifeval["keywords:frequency"]!.check(textView(text), {
    keyword,
    frequency: 1000,
    relation: "at least",
  }).score * 1000;

test("plain text is found as often as the response splits at it", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "b", "é", "河", "😀", "-", "'", " "),
    maxLength: 30,
  });
  const keyword = fc.string({
    unit: fc.constantFrom("a", "b", "é", "😀", "-"),
    minLength: 1,
    maxLength: 2,
  });
  fc.assert(
    fc.property(letters, keyword, (text, one) => {
      expect(count(one, text)).toBeCloseTo(text.split(one).length - 1, 9);
    }),
  );
});

test("a pattern is found as often as the JavaScript engine finds it", () => {
  const atom = fc.constantFrom("a", "b", "[ab]", "[^a]", "(?:a|b)", ".", "\\.", "1");
  const part = fc
    .tuple(atom, fc.constantFrom("", "+", "?", "{2}", "*?b"))
    .map((pair) => pair.join(""));
  const source = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", ".", "1"), maxLength: 20 });
  fc.assert(
    fc.property(source, text, (pattern, response) => {
      const found = [...response.matchAll(new RegExp(pattern, "giu"))].length;
      expect(count(pattern, response)).toBeCloseTo(found, 9);
    }),
  );
});

test.each([
  ["\\w+", "naïve नमस्ते", 3, "a vowel sign is no letter to Python"],
  ["\\d", "1 ٣ ²", 2, "digits of other scripts are digits, raised ones are not"],
  ["\\s", "a\u2003b\u0085c\ufeffd", 2, "Python's blanks"],
  ["[\\w-]+", "x-y é-z", 2, "classes inside a class"],
  ["a.b", "a\rb a\nb", 1, "a dot is anything but a newline"],
  ["(?P<name>a)", "a", 1, "named groups"],
  ["a++", "aa", 1, "possessive quantifiers"],
])("%s in %j: %i (%s)", (pattern, text, expected) => {
  expect(count(pattern, text)).toBeCloseTo(expected, 9);
});

test("a word of the pattern's kind inside a word of another script is none", () => {
  const { check } = ifeval["keywords:forbidden_words"]!;
  expect(check(textView("cố"), { forbidden_words: ["C++"] }).status).toBe("satisfied");
  expect(check(textView("c ố"), { forbidden_words: ["C++"] }).status).toBe("violated");
});

test("lower case keeps every character in its place", () => {
  const { check } = ifeval["keywords:letter_frequency"]!;
  const kwargs = { letter: "i", let_frequency: 2, let_relation: "at least" };
  expect(check(textView("aİbI"), kwargs).spans).toEqual([
    { start: 1, end: 2 },
    { start: 3, end: 4 },
  ]);
  for (let code = 0; code < 0x110000; code++) {
    const character = String.fromCodePoint(code);
    if (character.toLowerCase().length !== character.length) expect(character).toBe("İ");
  }
});
