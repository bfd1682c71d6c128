import type { Rollout, Verdict } from "@rtt/core";
import {
  relevanceExamples,
  relevancePrompt,
  spanLabels,
  spanRelevance,
  verdictLabels,
} from "@rtt/discriminator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** Pieces of text, as a tokenizer with leading blanks cuts them. */
const pieces = fc.array(fc.constantFrom("a", " bc", " ", "\n\n", " defg", ",", " é"), {
  maxLength: 12,
});

function rolloutOf(parts: readonly string[], stopReason: Rollout["stopReason"]): Rollout {
  let end = 0;
  const tokenSpans = parts.map((piece) => {
    const start = end;
    end += piece.length;
    return { start, end };
  });
  if (stopReason === "stop") tokenSpans.push({ start: end, end });
  return {
    id: "r",
    promptId: "p",
    promptTokens: new Int32Array(),
    tokens: Int32Array.from(tokenSpans, (_, t) => t + 1),
    logProbs: new Float32Array(tokenSpans.length),
    text: parts.join(""),
    tokenSpans,
    stopReason,
  };
}

const verdict = (parts: Partial<Verdict>): Verdict => ({
  status: "satisfied",
  score: 1,
  spans: [],
  scope: "local",
  absence: false,
  ...parts,
});

describe("span labels", () => {
  it("mark the tokens that overlap a span, blanks around them left out", () => {
    const rollout = rolloutOf(["The", " cat", " sat", ".", "\n\n", "End"], "stop");
    const of = (start: number, end: number): number[] => [...spanLabels(rollout, [{ start, end }])];
    expect(of(4, 7)).toEqual([0, 1, 0, 0, 0, 0, 0]); // "cat"
    expect(of(3, 4)).toEqual([0, 0, 0, 0, 0, 0, 0]); // the blank before it
    expect(of(6, 9)).toEqual([0, 1, 1, 0, 0, 0, 0]); // "t s"
    expect(of(12, 14)).toEqual([0, 0, 0, 0, 1, 0, 0]); // a divider
    expect(of(0, 17)).toEqual([1, 1, 1, 1, 1, 1, 0]); // never the end of sequence
  });

  it("of no span mark nothing; of all the text mark every token with characters", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const rollout = rolloutOf(parts, "stop");
        expect(spanLabels(rollout, [])).toEqual(new Uint8Array(parts.length + 1));
        const whole = spanLabels(rollout, [{ start: 0, end: rollout.text.length }]);
        expect([...whole]).toEqual([...parts.map(() => 1), 0]);
      }),
    );
  });

  it("of two spans are the union of their labels", () => {
    const place = fc
      .tuple(fc.nat(30), fc.nat(30))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    fc.assert(
      fc.property(pieces, place, place, (parts, one, other) => {
        const rollout = rolloutOf(parts, "length");
        const first = spanLabels(rollout, [one]);
        const second = spanLabels(rollout, [other]);
        const both = spanLabels(rollout, [one, other]);
        expect(both).toEqual(first.map((label, t) => label | second[t]!));
      }),
    );
  });
});

describe("labels of a verdict", () => {
  it("mark the end of sequence only where absence is credited, and only if it was sampled", () => {
    const absent = verdict({ absence: true });
    const of = (stopReason: Rollout["stopReason"], creditAbsence: boolean): number[] => [
      ...verdictLabels(rolloutOf(["a", " b"], stopReason), absent, { creditAbsence }),
    ];
    expect(of("stop", true)).toEqual([0, 0, 1]);
    expect(of("stop", false)).toEqual([0, 0, 0]);
    expect([...verdictLabels(rolloutOf(["a"], "stop"), absent)]).toEqual([0, 0]);
    expect(of("length", true)).toEqual([0, 0]);
  });
});

const prompt = {
  id: "p",
  messages: [],
  criteria: [
    { id: "1", description: "Say b.", check: { verifier: "says", kwargs: {} } },
    { id: "2", description: "Be kind.", check: { judge: true } },
  ],
} as const;

describe("relevance from spans", () => {
  it("is exactly 0 or 1, in the order of the requests", async () => {
    const one = rolloutOf(["a", " b"], "stop");
    const other = rolloutOf(["b", " a", " c"], "length");
    const rows = await spanRelevance().relevance([
      {
        prompt,
        rollout: one,
        verdictsK: [verdict({ spans: [{ start: 2, end: 3 }] }), verdict({})],
      },
      {
        prompt,
        rollout: other,
        verdictsK: [verdict({ spans: [{ start: 0, end: 1 }] }), verdict({})],
      },
    ]);
    expect(rows.map((rowsKT) => rowsKT.map((row) => [...row]))).toEqual([
      [
        [0, 1, 0],
        [0, 0, 0],
      ],
      [
        [1, 0, 0],
        [0, 0, 0],
      ],
    ]);
  });
});

const format = async (): Promise<Int32Array> => Int32Array.of(9, 8);

describe("examples", () => {
  it("of an empty response there are none", async () => {
    const rollout = rolloutOf([], "stop");
    const verdictsK = [verdict({}), verdict({})];
    expect(await relevanceExamples([{ prompt, rollout, verdictsK }], format)).toEqual([]);
  });

  it("leave out unknown verdicts and the end of sequence", async () => {
    const rollout = rolloutOf(["a", " b"], "stop");
    const verdictsK = [verdict({ spans: [{ start: 2, end: 3 }] }), verdict({ status: "unknown" })];
    expect(await relevanceExamples([{ prompt, rollout, verdictsK }], format)).toEqual([
      {
        type: "says",
        promptTokens: Int32Array.of(9, 8),
        tokens: Int32Array.of(1, 2),
        labels: Uint8Array.of(0, 1),
      },
    ]);
  });

  it("keep the end of sequence where absence is credited to it", async () => {
    const rollout = rolloutOf(["a"], "stop");
    const verdictsK = [verdict({ absence: true }), verdict({})];
    const examples = await relevanceExamples([{ prompt, rollout, verdictsK }], format, {
      creditAbsence: true,
    });
    expect(examples.map(({ type, labels }) => [type, ...labels])).toEqual([
      ["says", 0, 1],
      ["judge", 0, 0],
    ]);
  });
});

it("the prompt is the one that the paper's code uses in training and inference", () => {
  expect(relevancePrompt("Say b.")).toBe(
    "Identify which tokens in the response are relevant to the criteria.\n\nCriteria: Say b.\n\nResponse:\n\n",
  );
});
