import { textView } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import fc from "fast-check";
import { expect, test } from "vitest";

// The task's table written once more, over places of tokens instead of characters.

interface Outcome {
  readonly passed: boolean;
  /** Places of the marked tokens. */
  readonly marked: number[];
}

type Kwargs = Readonly<Record<string, string | number>>;

const isEnd = (token: string | undefined): boolean => /^[.!?]$/.test(token ?? "");
const isWord = (token: string): boolean => !/^([.!?,"*]|P\.S\.|<pad>|<eos>|<go>)$/.test(token);

const placesOf = (tokens: readonly string[], is: (token: string) => boolean): number[] =>
  tokens.flatMap((token, place) => (is(token) ? [place] : []));

/** First and last place of each sentence, found from its terminator backwards. */
function sentencesOf(tokens: readonly string[]): { first: number; last: number }[] {
  const ends = placesOf(tokens, isEnd);
  return ends.flatMap((last, i) => {
    let first = i === 0 ? 0 : ends[i - 1]! + 1;
    while (tokens[first] === "*") first++;
    return first < last && tokens[first] !== "P.S." ? [{ first, last }] : [];
  });
}

/** Exactly n of them: all where right, those beyond the n-th where too many. */
const exactly = (places: number[], n: number): Outcome => ({
  passed: places.length === n,
  marked: places.length === n ? places : places.slice(n),
});

const present = (marked: number[], least: number): Outcome => {
  const passed = marked.length >= least;
  return { passed, marked: passed ? marked : [] };
};

const absent = (marked: number[]): Outcome => ({ passed: marked.length === 0, marked });

const table: Readonly<Record<string, (tokens: readonly string[], kwargs: Kwargs) => Outcome>> = {
  forbid: (tokens, { word }) => absent(placesOf(tokens, (token) => token === word)),
  mention: (tokens, { word }) =>
    present(
      placesOf(tokens, (token) => token === word),
      1,
    ),
  twice: (tokens, { word }) =>
    present(
      placesOf(tokens, (token) => token === word),
      2,
    ),
  bigram: (tokens, { first, second }) => {
    const begins = tokens.flatMap((token, i) =>
      token === first && tokens[i + 1] === second ? [i] : [],
    );
    return present([...new Set(begins.flatMap((i) => [i, i + 1]))], 1);
  },
  start: ([first], { word }) => ({
    passed: first === word,
    marked: first === undefined ? [] : [0],
  }),
  firstword: (tokens, { word }) => {
    const firsts = sentencesOf(tokens).map(({ first }) => first);
    const wrong = firsts.filter((first) => tokens[first] !== word);
    const passed = firsts.length > 0 && wrong.length === 0;
    return { passed, marked: passed ? firsts : wrong };
  },
  end: (tokens, { ending }) => {
    const passed = tokens.slice(-2).join(" ") === ending;
    return { passed, marked: passed ? [tokens.length - 2, tokens.length - 1] : [] };
  },
  sentences: (tokens, { count }) =>
    exactly(
      sentencesOf(tokens).map(({ last }) => last),
      Number(count),
    ),
  bullets: (tokens, { count }) =>
    exactly(
      placesOf(tokens, (token) => token === "*"),
      Number(count),
    ),
  nocomma: (tokens) => absent(placesOf(tokens, (token) => token === ",")),
  maxwords: (tokens, { count }) => {
    const words = placesOf(tokens, isWord);
    const beyond = words.slice(Number(count));
    return { passed: words.length > 0 && beyond.length === 0, marked: beyond };
  },
  postscript: (tokens) => {
    const places = placesOf(tokens, (token) => token === "P.S.");
    const passed = places.some((place) => place + 1 < tokens.length && isWord(tokens[place + 1]!));
    return { passed, marked: passed ? places : [] };
  },
  quote: (tokens) => {
    const places = placesOf(tokens, (token) => token === '"');
    if (places.length % 2 === 1) return { passed: false, marked: places.slice(-1) };
    const empty = places.some((place, i) => i % 2 === 0 && places[i + 1] === place + 1);
    return { passed: places.length > 0 && !empty, marked: places };
  },
};

/** Few words, so that everything a criterion may be about turns up often. */
const token = fc.constantFrom(...'the cat red now end . . ! ? , " * P.S. <go>'.split(" "));
const word = fc.constantFrom("the", "cat", "now");

const criteria: Readonly<Record<string, fc.Arbitrary<Kwargs>>> = {
  forbid: fc.record({ word }),
  mention: fc.record({ word }),
  twice: fc.record({ word }),
  bigram: fc.record({ first: fc.constantFrom("red", "cat"), second: fc.constant("cat") }),
  start: fc.record({ word }),
  firstword: fc.record({ word }),
  end: fc.record({ ending: fc.constant("the end") }),
  sentences: fc.record({ count: fc.integer({ min: 1, max: 4 }) }),
  bullets: fc.record({ count: fc.integer({ min: 1, max: 4 }) }),
  nocomma: fc.constant({}),
  maxwords: fc.record({ count: fc.integer({ min: 1, max: 16 }) }),
  postscript: fc.constant({}),
  quote: fc.constant({}),
};

test("the second writing knows every check", () => {
  expect(Object.keys(table).map((family) => `quickstart/${family}`)).toEqual(
    Object.keys(quickstart),
  );
});

test.each(Object.keys(table))("two writings of a check agree: %s", (family) => {
  const response = fc.oneof(
    fc.array(token, { minLength: 1, maxLength: 40 }),
    fc.array(token, { maxLength: 20 }).map((tokens) => [...tokens, "the", "end"]),
  );
  fc.assert(
    fc.property(response, criteria[family]!, (tokens, kwargs) => {
      const text = tokens.join(" ");
      const verdict = quickstart[`quickstart/${family}`]!.check(textView(text), kwargs);
      const { passed, marked } = table[family]!(tokens, kwargs);
      expect(verdict.status).toBe(passed ? "satisfied" : "violated");
      const places = verdict.spans.map(({ start }) => text.slice(0, start).split(" ").length - 1);
      expect(places).toEqual(marked);
      expect(verdict.spans.map(({ start, end }) => text.slice(start, end))).toEqual(
        marked.map((place) => tokens[place]),
      );
    }),
    { numRuns: 500 },
  );
});
