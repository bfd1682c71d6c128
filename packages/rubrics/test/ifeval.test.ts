import { ConfigError } from "@rtt/core";
import { expect, test } from "vitest";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { ifeval, scorer, textView } from "@rtt/rubrics";

const data = loadLinguisticData();

function check(id: string, response: string, kwargs: Readonly<Record<string, unknown>> = {}) {
  const verdict = ifeval[id]!.check(textView(response, data), kwargs);
  const pieces = verdict.spans.map(({ start, end }) => response.slice(start, end));
  return [verdict.status, verdict.score, pieces, verdict.scope, verdict.absence];
}

test("every check has an example that passes, one that fails, and a sentence", () => {
  expect(Object.keys(ifeval)).toHaveLength(25);
  for (const [id, { example, check: run, describe, fault }] of Object.entries(ifeval)) {
    expect(fault(example.kwargs)).toBeUndefined();
    expect([id, run(textView(example.passes, data), example.kwargs).status]).toEqual([
      id,
      "satisfied",
    ]);
    expect([id, run(textView(example.fails, data), example.kwargs).status]).toEqual([
      id,
      "violated",
    ]);
    expect(describe(example.kwargs)).toMatch(/^The (?:entire )?(?:response|letter) .{15}/u);
  }
});

test.each([
  [
    "no_comma",
    "punctuation:no_comma",
    "Red, blue, green",
    {},
    ["violated", 1 / 3, [",", ","], "local", false],
  ],
  [
    "no comma at all",
    "punctuation:no_comma",
    "Red",
    {},
    ["satisfied", 1, ["Red"], "global", false],
  ],
  [
    "a keyword is missing",
    "keywords:existence",
    "A 😀 BOAT in a boathouse",
    { keywords: ["boat", "river"] },
    ["violated", 0.5, ["BOAT", "boat"], "local", true],
  ],
  [
    "too many of a keyword: from the first one over the limit on",
    "keywords:frequency",
    "the other theme",
    { keyword: "the", frequency: 2, relation: "less than" },
    ["violated", 1 / 3, ["the", "the"], "local", false],
  ],
  [
    "whole words only",
    "keywords:forbidden_words",
    "café caf",
    { forbidden_words: ["caf"] },
    ["violated", 0.5, ["caf"], "local", false],
  ],
  [
    "C++ as Python 3.11 reads it: the letter, as a word",
    "keywords:forbidden_words",
    "I like c, not Cobol.",
    { forbidden_words: ["C++"] },
    ["violated", 0.5, ["c"], "local", false],
  ],
  [
    "letters of either case",
    "keywords:letter_frequency",
    "Eve",
    { letter: "E", let_frequency: 3, let_relation: "at least" },
    ["violated", 2 / 3, ["E", "e"], "local", true],
  ],
  [
    "words over the limit",
    "length_constraints:number_words",
    "One two three four. ",
    { num_words: 3, relation: "less than" },
    ["violated", 1 - 2 / 3, ["three four."], "global", false],
  ],
  [
    "too few sentences",
    "length_constraints:number_sentences",
    "Mr. Smith came. He sat.",
    { num_sentences: 4, relation: "at least" },
    ["violated", 0.5, ["Mr. Smith came. He sat."], "global", true],
  ],
  [
    "dividers, and the paragraph too many",
    "length_constraints:number_paragraphs",
    "a\n***\nb\n***\nc",
    { num_paragraphs: 2 },
    ["violated", 0.5, ["***", "***", "c"], "local", false],
  ],
  [
    "paragraph breaks and the first word",
    "length_constraints:nth_paragraph_first_word",
    "a\n\n'But, no",
    { num_paragraphs: 2, nth_paragraph: 2, first_word: "BUT" },
    ["satisfied", 1, ["\n\n'But,"], "local", false],
  ],
  [
    "placeholders with their brackets",
    "detectable_content:number_placeholders",
    "[a] [b",
    { num_placeholders: 2 },
    ["violated", 0.5, ["[a]"], "local", true],
  ],
  [
    "a postscript to the end of its line",
    "detectable_content:postscript",
    "Bye.\nP.S. Write!\nMe",
    { postscript_marker: "P.S." },
    ["satisfied", 1, ["P.S. Write!"], "local", false],
  ],
  [
    "another marker",
    "detectable_content:postscript",
    "Bye.\nnote: Write!",
    { postscript_marker: "Note:" },
    ["satisfied", 1, ["note: Write!"], "local", false],
  ],
  [
    "a bullet too many",
    "detectable_format:number_bullet_lists",
    "* a\n- b\n**c**",
    { num_bullets: 1 },
    ["violated", 0, ["- b"], "local", false],
  ],
  [
    "bold text inside emphasis counts twice",
    "detectable_format:number_highlighted_sections",
    "***x***",
    { num_highlights: 2 },
    ["satisfied", 1, ["**x**"], "local", false],
  ],
  [
    "headings",
    "detectable_format:multiple_sections",
    "Day 1 x\nDay two",
    { section_spliter: "Day", num_sections: 2 },
    ["violated", 0.5, ["Day 1"], "local", true],
  ],
  [
    "prose around JSON",
    "detectable_format:json_format",
    'Here: {"a": [1]} Done.',
    {},
    ["violated", 0, ["Here:", "Done."], "local", false],
  ],
  [
    "the place where JSON goes wrong",
    "detectable_format:json_format",
    '{"a": 1,\n"b" 2}\n',
    {},
    ["violated", 0, ["2}"], "local", false],
  ],
  [
    "equal answers",
    "combination:two_responses",
    "a\n******\na",
    {},
    ["violated", 0, ["a", "******", "a"], "local", false],
  ],
  [
    "the copy breaks off",
    "combination:repeat_prompt",
    " what is snow? Ice.",
    { prompt_to_repeat: "What is rain?" },
    ["violated", 8 / 13, ["snow?"], "local", false],
  ],
  [
    "a copy that differs inside a surrogate pair",
    "combination:repeat_prompt",
    "😁 b",
    { prompt_to_repeat: "😀" },
    ["violated", 1 / 2, ["😁"], "local", false],
  ],
  [
    "an attempted copy that ends inside a surrogate pair",
    "combination:repeat_prompt",
    "a😀",
    { prompt_to_repeat: "ab" },
    ["violated", 1 / 2, ["😀"], "local", false],
  ],
  [
    "words after the end",
    "startend:end_checker",
    'He said: "Any questions? No." ',
    { end_phrase: "any questions?" },
    ["violated", 0, ['No."'], "local", false],
  ],
  [
    "quotation marks",
    "startend:quotation",
    ' "a" ',
    {},
    ["satisfied", 1, ['"', '"'], "local", false],
  ],
  [
    "words in capitals by NLTK's tokens",
    "change_case:capital_word_frequency",
    "I DON'T know",
    { capital_frequency: 3, capital_relation: "at least" },
    ["satisfied", 1, ["I", "DON'T"], "local", false],
  ],
  [
    "capital letters with their words",
    "change_case:english_lowercase",
    "the Rain is here",
    {},
    ["violated", 1 - 1 / 13, ["Rain"], "local", false],
  ],
  [
    "the lines in another language",
    "language:response_language",
    "The rain falls on the town and everyone stays at home with their friends.\nDer Regen fällt auf die Stadt.",
    { language: "en" },
    [
      "satisfied",
      1,
      [
        "The rain falls on the town and everyone stays at home with their friends.\nDer Regen fällt auf die Stadt.",
      ],
      "global",
      false,
    ],
  ],
])("%s", (_, id, response, kwargs, expected) => {
  const found = check(id, response, kwargs);
  expect(found.toSpliced(1, 1)).toEqual(expected.toSpliced(1, 1));
  expect(found[1]).toBeCloseTo(expected[1] as number, 12);
});

test("the languages that can be asked for are those that can be told apart", () => {
  for (const language of data.profiles.languages)
    expect(ifeval["language:response_language"]!.fault({ language })).toBeUndefined();
  expect(ifeval["language:response_language"]!.fault({ language: "zh" })).toBeDefined();
});

test("a loose verdict points at the original response", () => {
  const text = "Sure, here it is:\n**Red** and *blue*\nBye, now.";
  const criteria = [
    {
      id: "c",
      description: "",
      check: { verifier: "startend:end_checker", kwargs: { end_phrase: "d blue" } },
    },
    { id: "n", description: "", check: { verifier: "punctuation:no_comma", kwargs: {} } },
  ];
  const [verdicts] = scorer(ifeval, data, { loose: true })({ id: "p", messages: [], criteria }, [
    { text },
  ]);
  expect(verdicts!.map(({ status }) => status)).toEqual(["satisfied", "satisfied"]);
  expect(
    verdicts!.map(({ spans }) => spans.map(({ start, end }) => text.slice(start, end))),
  ).toEqual([["d *blue"], ["**Red** and *blue*"]]);
});

test.each(["(a+)+$", "(a|a)*b", "(.*)*x", "(?:a?){30}a{30}", "(\\w+\\s?)+:"])(
  "a hostile pattern takes no longer than others: %s",
  (keyword) => {
    const text = "a".repeat(20_000) + "!";
    const started = performance.now();
    check("keywords:existence", text, { keywords: [keyword] });
    check("keywords:forbidden_words", text, { forbidden_words: [keyword] });
    expect(performance.now() - started).toBeLessThan(3_000);
  },
);

test.each([
  ["keywords:existence", { keywords: ["(open"] }, "keywords", /regular expression/u],
  ["keywords:existence", { keywords: ["(?=look)"] }, "keywords", /without lookaround/u],
  ["keywords:existence", { keywords: [] }, "keywords", /list of one or more/u],
  [
    "keywords:frequency",
    { keyword: "a", frequency: 1.5, relation: "at least" },
    "frequency",
    /1.5 is not .* whole number, 0 or more/u,
  ],
  [
    "keywords:frequency",
    { keyword: "a", frequency: 1, relation: "at most" },
    "relation",
    /"at least" or "less than"/u,
  ],
  ["keywords:frequency", { keyword: "a", frequency: 1 }, "relation", /missing/u],
  ["punctuation:no_comma", { n: 1 }, "n", /takes none/u],
  [
    "length_constraints:number_words",
    { num_words: 1, relation: "at least", num_word: 2 },
    "num_word",
    /did you mean "num_words"/u,
  ],
  [
    "keywords:letter_frequency",
    { letter: "ab", let_frequency: 1, let_relation: "at least" },
    "letter",
    /one character/u,
  ],
  ["punctuation:no_comma", { toString: 1 }, "toString", /takes none/u],
] as const)("%s refuses %j", (id, kwargs, name, problem) => {
  expect(ifeval[id]!.fault(kwargs)).toMatchObject({
    name,
    problem: expect.stringMatching(problem),
  });
  expect(() => ifeval[id]!.check(textView("a"), kwargs)).toThrow(ConfigError);
});
