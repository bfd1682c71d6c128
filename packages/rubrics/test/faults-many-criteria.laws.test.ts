import type { Prompt, Rollout, Verdict } from "@rtt/core";
import { allOrNothing, ifeval, readIfeval, satisfactionRate, scorer, weighted } from "@rtt/rubrics";
import fc from "fast-check";
import { expect, test } from "vitest";

const counts = fc.integer({ min: 1, max: 60 });

/** A prompt of many criteria, of which a response of the word "last" alone satisfies the last. */
function longPrompt(count: number): Prompt {
  const kwargs = Array.from({ length: count }, (_, k) => ({
    keywords: [k === count - 1 ? "last" : "other"],
  }));
  const line = {
    key: 1,
    prompt: "q",
    instruction_id_list: kwargs.map(() => "keywords:existence"),
    kwargs,
  };
  return readIfeval(JSON.stringify(line), "prompts.jsonl")[0]!;
}

const response: Rollout = {
  id: "1/0",
  promptId: "1",
  promptTokens: Int32Array.of(0),
  tokens: Int32Array.of(1),
  logProbs: new Float32Array(1),
  text: "last",
  tokenSpans: [{ start: 0, end: 4 }],
  stopReason: "length",
};

test("every criterion of a prompt is read, checked and counted, however many there are", () => {
  fc.assert(
    fc.property(counts, (count) => {
      const prompt = longPrompt(count);
      expect(new Set(prompt.criteria.map(({ id }) => id)).size).toBe(count);
      const [verdictsK] = scorer(ifeval)(prompt, [response]);
      expect(verdictsK!.map(({ status }) => status === "satisfied")).toEqual(
        prompt.criteria.map((_, k) => k === count - 1),
      );
      expect(satisfactionRate(verdictsK!, prompt.criteria)).toBeCloseTo(1 / count, 12);
      expect(weighted(verdictsK!, prompt.criteria)).toBeCloseTo(1 / count, 12);
    }),
    { numRuns: 30 },
  );
});

test("one violated criterion among many, wherever it stands, is enough to miss all-or-nothing", () => {
  fc.assert(
    fc.property(counts, fc.nat(), (count, place) => {
      const { criteria } = longPrompt(count);
      const violated = place % count;
      const verdictsK = criteria.map((_, k): Verdict => {
        const status = k === violated ? "violated" : "satisfied";
        return { status, score: 0, spans: [], scope: "local", absence: false };
      });
      expect(allOrNothing(verdictsK, criteria)).toBe(0);
      expect(satisfactionRate(verdictsK, criteria)).toBeCloseTo(1 - 1 / count, 12);
    }),
    { numRuns: 30 },
  );
});
