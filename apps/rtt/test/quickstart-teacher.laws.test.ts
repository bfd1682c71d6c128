import { Random } from "@rtt/core";
import { satisfactionRate, textView } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asCriterion, drawCriterion, families, type Family } from "#rtt/quickstart/criterion-draw";
import { drawPrompt, warmUpRange, type DrawnPrompt } from "#rtt/quickstart/draw-prompt";
import { maxResponseTokens, teach } from "#rtt/quickstart/teacher";
import { phrases, vocabulary } from "#rtt/quickstart/vocabulary";

const seed = fc.integer();

const textOf = (tokens: readonly string[]): string =>
  tokens.filter((token) => token !== "<eos>").join(" ");

const verdictsOf = ({ prompt }: DrawnPrompt, tokens: readonly string[]) =>
  prompt.criteria.map(({ check }) => {
    const { verifier, kwargs } = check as { verifier: string; kwargs: Record<string, unknown> };
    return quickstart[verifier]!.check(textView(textOf(tokens)), kwargs);
  });

/** A prompt about the cat with one criterion. */
function single(family: Family, random: Random): DrawnPrompt {
  const nouns = { topic: "cat", mentioned: "dog", repeated: "bird", described: "fish" };
  const criterion = drawCriterion(family, nouns, random);
  const prompt = { id: "p", messages: [], criteria: [asCriterion(criterion)] };
  return { prompt, topic: "cat", criteria: [criterion] };
}

interface Lesson {
  readonly drawn: DrawnPrompt;
  readonly tokens: readonly string[];
}

function lessons(quality: number, count: number): Lesson[] {
  const random = Random.fromSeed(`lessons/${quality}`);
  return Array.from({ length: count }, (_, i) => {
    const drawn = drawPrompt(String(i), warmUpRange, random);
    return { drawn, tokens: teach(drawn, quality, random) };
  });
}

// A bullet may come by chance before the first word, and a limit on words is only aimed at.
const sure = families.filter((family) => family !== "start" && family !== "maxwords");

test.each(sure)("a criterion that stands alone is met where it is honoured: %s", (family) => {
  fc.assert(
    fc.property(seed, (n) => {
      const random = Random.fromSeed(n);
      const drawn = single(family, random);
      const tokens = teach(drawn, 1, random);
      fc.pre(tokens.at(-1) === "<eos>");
      expect(verdictsOf(drawn, tokens).map(({ status }) => status)).toEqual(["satisfied"]);
    }),
  );
});

test("a honoured start comes first but for a chance bullet; a honoured limit shortens", () => {
  const random = Random.fromSeed("start");
  for (let i = 0; i < 200; i++) {
    const drawn = single("start", random);
    const [first, second] = teach(drawn, 1, random);
    expect(first === "*" ? second : first).toBe(drawn.criteria[0]!.kwargs["word"]);
  }
  const lengthOf = (quality: number): number => {
    const lengths = Array.from(
      { length: 400 },
      () => teach(single("maxwords", random), quality, random).length,
    );
    return lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  };
  expect(lengthOf(1)).toBeLessThan(0.8 * lengthOf(0));
});

test("a ban on the topic holds everywhere, the postscript included", () => {
  const random = Random.fromSeed("ban");
  const ban = { family: "forbid", kwargs: { word: "cat" } } as const;
  const criteria = [ban, { family: "postscript", kwargs: {} }] as const;
  const drawn = {
    topic: "cat",
    criteria,
    prompt: { id: "p", messages: [], criteria: criteria.map(asCriterion) },
  };
  for (let i = 0; i < 1000; i++) expect(teach(drawn, 1, random)).not.toContain("cat");
});

test("a response is tokens of the vocabulary, ends once and is cut at 40", () => {
  const spoken = vocabulary.filter(
    (token) =>
      token !== "<pad>" && token !== "<go>" && !Object.values<string>(phrases).includes(token),
  );
  fc.assert(
    fc.property(seed, fc.double({ min: 0, max: 1, noNaN: true }), (n, quality) => {
      const random = Random.fromSeed(n);
      const tokens = teach(drawPrompt("p", { least: 3, most: 8 }, random), quality, random);
      expect(tokens.length).toBeLessThanOrEqual(maxResponseTokens);
      expect(tokens.filter((token) => !spoken.includes(token))).toEqual([]);
      const end = tokens.indexOf("<eos>");
      expect(end).toBe(tokens.length < maxResponseTokens ? tokens.length - 1 : end);
      expect(end === -1 || end === tokens.length - 1).toBe(true);
    }),
  );
});

function meanOf(quality: number, of: (lesson: Lesson) => number): number {
  const numbers = lessons(quality, 3000).map(of);
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

const responseLength = ({ tokens }: Lesson): number => tokens.length;

const wholeLength = ({ drawn, tokens }: Lesson): number =>
  drawn.prompt.messages[0]!.content.split(" ").length + 1 + tokens.length;

const rateOf = ({ drawn, tokens }: Lesson): number =>
  satisfactionRate(verdictsOf(drawn, tokens), drawn.prompt.criteria);

// The task's text gives a mean of 19 tokens (a noisy teacher) and 1.34 M tokens for the whole warm-up.
test("a noisy teacher's responses have 19 tokens, and the warm-up's corpus 1.34 M", () => {
  expect(meanOf(0.4, responseLength)).toBeCloseTo(19, 0);
  const corpus = 64 * (500 * meanOf(0.9, wholeLength) + 150 * meanOf(0.5, wholeLength));
  expect(corpus / 1.34e6).toBeCloseTo(1, 1);
});

test("the better the teacher, the more criteria are met; the best meets nearly all", () => {
  const rates = [0, 0.5, 0.9, 1].map((quality) => meanOf(quality, rateOf));
  expect(rates.toSorted((a, b) => a - b)).toEqual(rates);
  expect(rates[0]).toBeLessThan(0.4);
  expect(rates[3]).toBeGreaterThan(0.9);
});

test("the same seed teaches the same lesson", () => {
  expect(lessons(0.9, 3)).toEqual(lessons(0.9, 3));
});
