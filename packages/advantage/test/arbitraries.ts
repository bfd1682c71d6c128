import type { Criterion, Prompt, Rollout, ScoredGroup, Verdict } from "@rtt/core";
import fc from "fast-check";

/** What a test says of one rollout: verdict signs (NaN unknown) and relevance rows without the end. */
export interface RolloutSketch {
  readonly signsK: readonly number[];
  readonly relevanceKT: readonly (readonly number[])[];
  readonly ended: boolean;
}

/** A group from sketches; reward = share of satisfied criteria among the known (NaN for none). */
export function groupOf(sketches: readonly RolloutSketch[], id = "p"): ScoredGroup {
  const criteria: Criterion[] = sketches[0]!.signsK.map((_, k) => ({
    id: `c${k}`,
    description: `criterion ${k}`,
    check: { judge: true },
  }));
  const prompt: Prompt = { id, messages: [{ role: "user", content: "q" }], criteria };
  const verdictsGK = sketches.map(({ signsK }) => signsK.map(verdictOf));
  return {
    prompt,
    rollouts: sketches.map((sketch, g) => rolloutOf(sketch, g, id)),
    verdictsGK,
    rewardsG: Float64Array.from(sketches, ({ signsK }) => {
      const known = signsK.filter((sign) => !Number.isNaN(sign));
      return known.filter((sign) => sign > 0).length / known.length;
    }),
    relevanceGKT: sketches.map(({ relevanceKT, ended }) =>
      relevanceKT.map((row) => Float32Array.from(ended ? [...row, 0] : row)),
    ),
  };
}

function verdictOf(sign: number): Verdict {
  const status = Number.isNaN(sign) ? "unknown" : sign > 0 ? "satisfied" : "violated";
  return { status, score: (sign + 1) / 2, spans: [], scope: "local", absence: false };
}

function rolloutOf({ relevanceKT, ended }: RolloutSketch, g: number, promptId: string): Rollout {
  const count = relevanceKT[0]!.length + Number(ended);
  return {
    id: `${promptId}/${g}`,
    promptId,
    promptTokens: Int32Array.of(1),
    tokens: new Int32Array(count).fill(7),
    logProbs: new Float32Array(count),
    text: "x".repeat(relevanceKT[0]!.length),
    tokenSpans: Array.from({ length: count }, (_, t) => ({
      start: Math.min(t, relevanceKT[0]!.length),
      end: Math.min(t + 1, relevanceKT[0]!.length),
    })),
    stopReason: ended ? "stop" : "length",
  };
}

const sign = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1, -1) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);
const relevance = fc.integer({ min: 0, max: 20 }).map((value) => value / 20);

/** Sketches of a ragged group: G 1..5, K 1..25, T 1..8, some responses cut, some verdicts unknown. */
export const sketches: fc.Arbitrary<RolloutSketch[]> = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(25)),
    fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 5 }),
  )
  .chain(([criteria, lengthsG]) =>
    fc.tuple(
      ...lengthsG.map((length) =>
        fc.record({
          signsK: fc.array(sign, { minLength: criteria, maxLength: criteria }),
          relevanceKT: fc.array(fc.array(relevance, { minLength: length, maxLength: length }), {
            minLength: criteria,
            maxLength: criteria,
          }),
          ended: fc.boolean(),
        }),
      ),
    ),
  );
