import { Random, type Prompt } from "@rtt/core";
import { validateCriteria } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asDrawn, askingTokens, families } from "#rtt/quickstart/criterion-draw";
import { drawPrompt, warmUpRange, type DrawnPrompt } from "#rtt/quickstart/draw-prompt";
import { drawPrompts, heldOutPrompts } from "#rtt/quickstart/prompts";
import { nouns, phrases, vocabulary } from "#rtt/quickstart/vocabulary";

const drawn = fc
  .record({ seed: fc.integer(), least: fc.integer({ min: 1, max: 8 }), more: fc.nat(3) })
  .map(({ seed, least, more }) => ({
    least,
    most: Math.min(10, least + more),
    random: Random.fromSeed(seed),
  }))
  .map(({ least, most, random }) => ({
    least,
    most,
    drawn: drawPrompt("p", { least, most }, random),
  }));

const many = (count: number): DrawnPrompt[] => {
  const random = Random.fromSeed("many");
  return Array.from({ length: count }, (_, i) => drawPrompt(String(i), warmUpRange, random));
};

const contentOf = ({ messages }: Prompt): string => messages[0]!.content;
const piecesOf = (prompt: Prompt): string[] => contentOf(prompt).split(" ");

test("the vocabulary has the task's 137 tokens, each group from its own id on", () => {
  expect(new Set(vocabulary).size).toBe(137);
  const firsts = "<pad> <eos> <go> . P.S. the small cat sees slowly today end".split(" ");
  expect(firsts.map((token) => vocabulary.indexOf(token))).toEqual([
    0, 1, 2, 3, 9, 10, 15, 31, 71, 91, 103, 113,
  ]);
  expect(Object.values(phrases).map((phrase) => vocabulary.indexOf(phrase))).toEqual(
    Array.from({ length: 17 }, (_, i) => 120 + i),
  );
  expect(vocabulary.filter((token) => token.includes(" "))).toEqual([]);
});

test("a prompt asks for K different families that do not contradict each other", () => {
  fc.assert(
    fc.property(drawn, ({ least, most, drawn: { criteria, prompt } }) => {
      const ids = prompt.criteria.map(({ id }) => id);
      expect(ids.length).toBeGreaterThanOrEqual(least);
      expect(ids.length).toBeLessThanOrEqual(most);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.includes("start") && ids.includes("firstword")).toBe(false);
      expect(ids.includes("start") && ids.includes("bullets")).toBe(false);
      expect(criteria.map(({ family }) => family)).toEqual(ids);
    }),
  );
});

test("a prompt is its topic and the criteria's own tokens, all of the vocabulary", () => {
  fc.assert(
    fc.property(drawn, ({ drawn: { topic, prompt } }) => {
      const asked = prompt.criteria.map(asDrawn).flatMap(askingTokens);
      expect(piecesOf(prompt)).toEqual(["write\u00A0about", topic, ...asked]);
      expect(piecesOf(prompt).filter((piece) => !vocabulary.includes(piece))).toEqual([]);
      validateCriteria([prompt], quickstart);
    }),
  );
});

test("the nouns that criteria are about differ from each other; only a ban may name the topic", () => {
  fc.assert(
    fc.property(drawn, ({ drawn: { topic, criteria } }) => {
      const about = criteria
        .filter(({ family }) => family !== "forbid")
        .flatMap(({ kwargs }) => Object.values(kwargs))
        .filter((value) => nouns.includes(String(value)));
      expect(new Set([topic, ...about]).size).toBe(1 + about.length);
    }),
  );
});

test("K is uniform, families and topics are too, and a third of the bans are on the topic", () => {
  const prompts = many(8000);
  const share = (of: (prompt: DrawnPrompt) => boolean) =>
    prompts.filter(of).length / prompts.length;
  for (const count of [3, 4, 5, 6])
    expect(share(({ criteria }) => criteria.length === count)).toBeCloseTo(1 / 4, 1);
  expect(share(({ topic }) => topic === "cat")).toBeCloseTo(1 / 40, 2);
  const has = (family: string) =>
    share(({ criteria }) => criteria.some((c) => c.family === family));
  // Nine families are drawn alike; start stands back where firstword or bullets came too.
  for (const family of families.filter((name) => !["start", "firstword", "bullets"].includes(name)))
    expect(has(family)).toBeCloseTo(has("forbid"), 1);
  expect(has("start")).toBeLessThan(has("firstword"));
  const bans = prompts.flatMap(({ topic, criteria }) =>
    criteria
      .filter(({ family }) => family === "forbid")
      .map(({ kwargs }) => kwargs["word"] === topic),
  );
  expect(bans.filter(Boolean).length / bans.length).toBeCloseTo(1 / 3, 1);
});

test("prompts of three to six criteria have 10.5 tokens, `<go>` included", () => {
  const prompts = many(8000);
  const tokens = prompts.reduce((sum, { prompt }) => sum + piecesOf(prompt).length + 1, 0);
  expect(Math.abs(tokens / prompts.length - 10.5)).toBeLessThan(0.15);
});

test("prompts are a function of their purpose, and held-out ones are never trained on", () => {
  expect(drawPrompts("train/0/1", 3)).toEqual(drawPrompts("train/0/1", 8).slice(0, 3));
  const heldOut = new Set(heldOutPrompts(1024).map(contentOf));
  const trained = Array.from({ length: 40 }, (_, step) => drawPrompts(`train/0/${step + 1}`, 8));
  expect(trained.flat().filter((prompt) => heldOut.has(contentOf(prompt)))).toEqual([]);
});
