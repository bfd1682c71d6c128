import { NumericError, type Credit, type ScoredGroup, type TrainingSequence } from "@rtt/core";

/**
 * One training sequence for each rollout, in the order of the groups.
 *
 * @throws NumericError when an advantage or an old log-probability is not finite
 */
export function trainingBatch(
  groups: readonly ScoredGroup[],
  credits: readonly Credit[],
  oldLogProbsNT: readonly Float32Array[],
  step: number,
): TrainingSequence[] {
  let n = 0;
  return groups.flatMap(({ rollouts }, i) =>
    rollouts.map(({ id, promptTokens, tokens }, g) => {
      const advantages = credits[i]!.advantagesGT[g]!;
      const oldLogProbs = oldLogProbsNT[n++]!;
      expectFinite(`advantage of rollout ${id}`, advantages, step);
      expectFinite(`old log-probability of rollout ${id}`, oldLogProbs, step);
      return { promptTokens, tokens, oldLogProbs, advantages };
    }),
  );
}

/** Whether no token earns any credit, so that an update would learn nothing. */
export function earnsNothing(batch: readonly TrainingSequence[]): boolean {
  return batch.every(({ advantages }) => advantages.every((advantage) => advantage === 0));
}

/** @throws NumericError naming the first value that is not finite */
export function expectFinite(quantity: string, values: ArrayLike<number>, step: number): void {
  for (const value of Array.from(values))
    if (!Number.isFinite(value)) throw new NumericError(quantity, step, value);
}
