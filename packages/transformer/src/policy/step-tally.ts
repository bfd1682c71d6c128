import type { SequenceLoss, StepReport } from "@rtt/core";

/** Sums over the trained tokens of a step. */
export class StepTally {
  #tokens = 0;
  #entropy = 0;
  #low = 0;
  #high = 0;
  #difference = 0;

  addEntropy(entropy: Float32Array): void {
    for (const value of entropy) this.#entropy += value;
  }

  addSequence(
    newLogProbs: Float32Array,
    oldLogProbs: ArrayLike<number>,
    { clippedT }: SequenceLoss,
  ): void {
    this.#tokens += newLogProbs.length;
    newLogProbs.forEach((value, t) => (this.#difference += Math.abs(value - oldLogProbs[t]!)));
    for (const side of clippedT) {
      if (side < 0) this.#low += 1;
      if (side > 0) this.#high += 1;
    }
  }

  /** Means over all tokens that were added. */
  report(): Omit<StepReport, "loss" | "gradNorm"> {
    const count = Math.max(1, this.#tokens);
    return {
      entropy: this.#entropy / count,
      clippedLow: this.#low / count,
      clippedHigh: this.#high / count,
      logProbDifference: this.#difference / count,
      trainedTokens: this.#tokens,
    };
  }
}
