import type { Credit, RolloutRecord, ScoredGroup, Verdict, VerdictRecord } from "@rtt/core";

/** Everything known about each rollout of a step, one record each, in the order of the groups. */
export function rolloutRecords(
  step: number,
  groups: readonly ScoredGroup[],
  credits: readonly Credit[],
  oldLogProbsNT: readonly Float32Array[],
): RolloutRecord[] {
  let n = 0;
  return groups.flatMap(({ prompt, rollouts, verdictsGK, rewardsG, relevanceGKT }, i) =>
    rollouts.map((rollout, g): RolloutRecord => {
      const { responseG, criterionGKT, advantagesGT } = credits[i]!;
      return {
        step,
        promptId: prompt.id,
        rolloutId: rollout.id,
        messages: prompt.messages,
        criteria: prompt.criteria.map(({ id, description }) => ({ id, description })),
        text: rollout.text,
        stopReason: rollout.stopReason,
        tokens: [...rollout.tokens],
        tokenSpans: rollout.tokenSpans.map(({ start, end }) => [start, end]),
        logProbs: shortest(oldLogProbsNT[n++]!),
        reward: finiteOrNull(rewardsG[g]!),
        verdicts: verdictsGK[g]!.map(verdictRecord),
        relevance: relevanceGKT?.[g]?.map(shortest) ?? null,
        responseAdvantage: responseG[g]!,
        criterionCredit: criterionGKT[g]!.map(shortest),
        advantages: shortest(advantagesGT[g]!),
      };
    }),
  );
}

function verdictRecord({ status, score, spans, scope, absence, reason }: Verdict): VerdictRecord {
  return {
    status,
    score: finiteOrNull(score),
    spans: spans.map(({ start, end }) => [start, end]),
    scope,
    absence,
    ...(reason === undefined ? {} : { reason }),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Each float32 as the shortest decimal that reads back as the same float32. */
function shortest(row: Float32Array): number[] {
  return Array.from(row, (value) => {
    for (let digits = 6; digits < 9; digits++) {
      const rounded = Number(value.toPrecision(digits));
      if (Math.fround(rounded) === value) return rounded;
    }
    return Number(value.toPrecision(9));
  });
}
