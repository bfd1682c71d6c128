import { Random, type Objective, type StepReport, type TrainingSequence } from "@rtt/core";
import { families, roughWeights, someTokens } from "./families.ts";
import { referenceLogits, referenceLogProb } from "./reference-decoder.ts";

export const temperature = 0.8;

/** Gradient ascent on advantage * ratio, clipped above at 1.1 and below at .9. */
export const clippedRatio: Objective = {
  name: "test",
  weights: (lengthsN) => Float64Array.from(lengthsN, (length) => 1 / length / lengthsN.length),
  sequence: (news, olds, advantages) => {
    const ratios = Array.from(news, (value, t) => Math.exp(value - olds[t]!));
    const clippedT = Int8Array.from(ratios, (r, t) =>
      r > 1.1 && advantages[t]! > 0 ? 1 : r < 0.9 && advantages[t]! < 0 ? -1 : 0,
    );
    const bound = (t: number): number => (clippedT[t]! > 0 ? 1.1 : 0.9);
    return {
      lossT: Float64Array.from(
        ratios,
        (r, t) => -advantages[t]! * (clippedT[t] === 0 ? r : bound(t)),
      ),
      derivativeT: Float64Array.from(ratios, (r, t) =>
        clippedT[t] === 0 ? -advantages[t]! * r : 0,
      ),
      clippedT,
    };
  },
};

/** Sequences whose old log-probabilities are off the current ones by .2 or so. */
export function someBatch(count: number): (TrainingSequence & { advantages: Float32Array })[] {
  const weights = roughWeights(families.llama, 1);
  const random = Random.fromSeed(77);
  return Array.from({ length: count }, (_, n) => {
    const promptTokens = someTokens(2 + (n % 3), 100 + n);
    const tokens = someTokens(1 + ((n * 5) % 8), 200 + n);
    const logits = referenceLogits(
      families.llama,
      weights,
      Int32Array.of(...promptTokens, ...tokens),
    );
    const oldLogProbs = Float32Array.from(tokens, (token, t) => {
      const now = referenceLogProb(logits[promptTokens.length - 1 + t]!, token, temperature);
      return now + 0.2 * random.normal();
    });
    return {
      promptTokens,
      tokens,
      oldLogProbs,
      advantages: oldLogProbs.map(() => random.normal()),
    };
  });
}

/** What a step on the small Llama should report, from the Float64 decoder. */
export function referenceReport(
  batch: readonly TrainingSequence[],
  weights = roughWeights(families.llama, 1),
): Omit<StepReport, "gradNorm"> {
  const counts = batch.map(
    ({ tokens, trainable }) => tokens.filter((_, t) => trainable?.[t] !== 0).length,
  );
  const shares = clippedRatio.weights(counts);
  const sums = { loss: 0, entropy: 0, clippedLow: 0, clippedHigh: 0, logProbDifference: 0 };
  let trainedTokens = 0;
  batch.forEach(({ promptTokens, tokens, oldLogProbs, advantages, trainable }, n) => {
    const ids = Int32Array.of(...promptTokens, ...tokens);
    const logits = referenceLogits(families.llama, weights, ids).slice(promptTokens.length - 1, -1);
    const news = Array.from(tokens, (token, t) => referenceLogProb(logits[t]!, token, temperature));
    const { lossT, clippedT } = clippedRatio.sequence(news, oldLogProbs, advantages);
    news.forEach((value, t) => {
      if (trainable?.[t] === 0) return;
      trainedTokens += 1;
      sums.loss += shares[n]! * lossT[t]!;
      sums.clippedLow += Number(clippedT[t]! < 0);
      sums.clippedHigh += Number(clippedT[t]! > 0);
      sums.logProbDifference += Math.abs(value - oldLogProbs[t]!);
      logits[t]!.forEach((_, token) => {
        const logProb = referenceLogProb(logits[t]!, token, temperature);
        sums.entropy -= Math.exp(logProb) * logProb;
      });
    });
  });
  const mean = (sum: number): number => sum / trainedTokens;
  return {
    loss: sums.loss,
    entropy: mean(sums.entropy),
    clippedLow: mean(sums.clippedLow),
    clippedHigh: mean(sums.clippedHigh),
    logProbDifference: mean(sums.logProbDifference),
    trainedTokens,
  };
}
