const normalization = ["packages/normalization/test/normalization.laws.test.ts"];
const advantage = ["packages/advantage/test/credit.laws.test.ts"];
const objective = ["packages/grpo/test/objective.laws.test.ts"];
const tensor = ["packages/grpo/test/tensor.laws.test.ts"];

/** Faults of statistics, credit and objective. */
export const creditFaults = [
  {
    fault: "[G,K,T] reshaped instead of transposed: statistics of another sample's row",
    file: "packages/normalization/src/intra-sample.ts",
    from: "fitStandardization(valuesGKT[g]![k]!, options)",
    to: "fitStandardization(valuesGKT.flat()[k * valuesGKT.length + g]!, options)",
    tests: normalization,
  },
  {
    fault: "[G,K,T] reshaped instead of transposed: a criterion's set holds other criteria",
    file: "packages/normalization/src/inter-sample.ts",
    from: "valuesGKT.flatMap((valuesKT) => [...valuesKT[k]!])",
    to: "valuesGKT.flat().slice(k * valuesGKT.length, (k + 1) * valuesGKT.length).flatMap((row) => [...row])",
    tests: normalization,
  },
  {
    fault: "[G,K,T] reshaped instead of transposed: rows of other samples are averaged",
    file: "packages/advantage/src/rtt.ts",
    from: "const criterionGKT = rowsGKT.map((rowsKT, g) => {",
    to: `const criterionGKT = rowsGKT.map((own, g) => {
        const rowsKT = own.map((rowT, k) =>
          rowT.map((_, t) => rowsGKT.flat()[k * rowsGKT.length + g]![t] ?? 0),
        );`,
    tests: advantage,
  },
  {
    fault: "[G,K] reshaped instead of transposed: signs of another sample's verdicts",
    file: "packages/advantage/src/signed-relevance.ts",
    from: "group.verdictsGK[g]![k]!",
    to: "group.verdictsGK.flat()[k * group.verdictsGK.length + g]!",
    tests: advantage,
  },
  {
    fault: "relevance truncated to whole numbers",
    file: "packages/advantage/src/signed-relevance.ts",
    from: "sign * relevance)",
    to: "sign * Math.trunc(relevance))",
    tests: advantage,
  },
  {
    fault: "softmax over rubrics of values already in [0, 1]",
    file: "packages/advantage/src/signed-relevance.ts",
    from: "Float64Array.from(relevanceT, (relevance) => sign * relevance)",
    to: `Float64Array.from(relevanceT, (relevance, t) =>
        (sign * Math.exp(relevance)) / rowsKT.reduce((sum, rowT) => sum + Math.exp(rowT[t]!), 0))`,
    tests: advantage,
  },
  {
    fault: "end-of-sequence weight 0 kept in the statistics",
    file: "packages/advantage/src/signed-relevance.ts",
    from: 'stopReason === "stop" && relevanceT[last] === 0',
    to: "false",
    tests: advantage,
  },
  {
    fault: "end-of-sequence token left out although a verifier credits it",
    file: "packages/advantage/src/signed-relevance.ts",
    from: " && relevanceT[last] === 0",
    to: "",
    tests: advantage,
  },
  {
    fault: "groups by position: a foreign rollout is not noticed",
    file: "packages/advantage/src/check-group.ts",
    from: "rollout.promptId !== prompt.id",
    to: "false",
    tests: advantage,
  },
  {
    fault: "an empty list of criteria is accepted by the credit",
    file: "packages/advantage/src/check-group.ts",
    from: "prompt.criteria.length === 0",
    to: "false",
    tests: advantage,
  },
  {
    fault: "more than 20 criteria are cut from the token credit",
    file: "packages/advantage/src/rtt.ts",
    from: "for (const rowT of rowsKT)",
    to: "for (const rowT of rowsKT.slice(0, 20))",
    tests: advantage,
  },
  {
    fault: "constant set found by variance alone, so rounding becomes signal",
    file: "packages/normalization/src/moments.ts",
    from: "largest - smallest <= roundingSpread * size",
    to: "false",
    tests: normalization,
  },
  {
    fault: "statistics in low precision",
    file: "packages/normalization/src/moments.ts",
    from: "mean += value / count;",
    to: "mean = Math.fround(mean + value / count);",
    tests: normalization,
  },
  {
    fault: "low-precision mean of rewards: a constant group gets an advantage",
    file: "packages/advantage/src/group-advantage.ts",
    from: "const transform = fitStandardization(rewardsG, { scale });",
    to: plainZScore("Math.fround(sum / known.length)", "Math.max(1, known.length - 1)"),
    tests: advantage,
  },
  {
    fault: "G = 1 gives NaN",
    file: "packages/advantage/src/group-advantage.ts",
    from: "const transform = fitStandardization(rewardsG, { scale });",
    to: plainZScore("sum / known.length", "(known.length - 1)"),
    tests: advantage,
  },
  {
    fault: "equation 3 with the biased deviation",
    file: "packages/advantage/src/group-advantage.ts",
    from: "scale = sampleStandardDeviation(),",
    to: "scale = (_, { variance }) => Math.sqrt(variance) + 1e-6,",
    tests: advantage,
  },
  {
    fault: "equation 6 with the unbiased deviation",
    file: "packages/normalization/src/standardize.ts",
    from: "scale = standardDeviation() }",
    to: "scale = (_, { variance: v, count: n }) => (n > 1 ? Math.sqrt((v * n) / (n - 1)) + 1e-6 : 0) }",
    tests: normalization,
  },
  {
    fault: "the unbiased deviation divides by n",
    file: "packages/normalization/src/scale.ts",
    from: "Math.sqrt((variance * count) / (count - 1))",
    to: "Math.sqrt(variance)",
    tests: normalization,
  },
  {
    fault: "padding and unknown cells enter the statistics as 0",
    file: "packages/normalization/src/moments.ts",
    from: "[...values].filter(Number.isFinite)",
    to: "[...values].map((value) => (Number.isFinite(value) ? value : 0))",
    tests: normalization,
  },
  {
    fault: "cells outside the statistics masked by multiplication",
    file: "packages/normalization/src/apply-rows.ts",
    from: "Number.isFinite(value) ? transform(value) : 0",
    to: "transform(value) * Number(Number.isFinite(value))",
    tests: normalization,
  },
  {
    fault: "unknown verdict counted as violated in the sign",
    file: "packages/core/src/verdict.ts",
    from: 'if (verdict.status === "unknown") return Number.NaN;',
    to: "",
    tests: advantage,
  },
  {
    fault: "unknown verdict counted in the mean over rubrics",
    file: "packages/advantage/src/rtt.ts",
    from: 'verdictsGK[g]!.filter(({ status }) => status !== "unknown").length || 1',
    to: "verdictsGK[g]!.length",
    tests: advantage,
  },
  {
    fault: "unknown verdict counted as violated in localized credit",
    file: "packages/advantage/src/localized.ts",
    from: 'status === "unknown" ? Number.NaN : Number(status === "satisfied")',
    to: 'Number(status === "satisfied")',
    tests: advantage,
  },
  ...deadOptions(),
  {
    fault: "clip by the sign of the sequence instead of the token",
    file: "packages/grpo/src/ppo.ts",
    from: "if (advantage > 0 && ratio > high) clippedT[t] = 1;",
    to: `const level = Array.from(advantagesT).reduce((a, b) => a + b, 0);
        if (level > 0 && ratio > high) clippedT[t] = 1;`,
    tests: objective,
  },
  {
    fault: "a token without advantage is Infinity times 0",
    file: "packages/grpo/src/ppo.ts",
    from: "if (advantage === 0) continue;",
    to: "",
    tests: objective,
  },
  {
    fault: "masked tokens by multiplication in the Float64 loss",
    file: "packages/grpo/src/batch-loss.ts",
    from: `const places = placesN[n]!;
    const { lossT, derivativeT } = objective.sequence(
      select(row, places, row.length),
      select(oldLogProbsNT[n]!, places, row.length),
      select(advantagesNT[n]!, places, row.length),
    );
    const full = new Float64Array(row.length);
    places.forEach((t, i) => {
      loss += weightsN[n]! * lossT[i]!;
      full[t] = weightsN[n]! * derivativeT[i]!;
    });`,
    to: `const { lossT, derivativeT } = objective.sequence(row, oldLogProbsNT[n]!, advantagesNT[n]!);
    const full = new Float64Array(row.length);
    lossT.forEach((value, t) => {
      const mask = Number((trainableNT?.[n]?.[t] ?? 1) !== 0);
      loss += mask * weightsN[n]! * value;
      full[t] = mask * weightsN[n]! * derivativeT[t]!;
    });`,
    tests: objective,
  },
  {
    fault: "masked advantages by multiplication in the tensor loss",
    file: "packages/grpo/src/tensor/ppo-tensor-loss.ts",
    from: "tf.where(mask, advantages, zeros)",
    to: 'tf.mul(tf.cast(mask, "float32"), advantages)',
    tests: tensor,
  },
  {
    fault: "masked log-probabilities by multiplication in the tensor loss",
    file: "packages/grpo/src/tensor/ppo-tensor-loss.ts",
    from: "tf.where(priced, oldLogProbs, zeros)",
    to: 'tf.mul(tf.cast(priced, "float32"), oldLogProbs)',
    tests: tensor,
  },
];

/** A z-score written straight from the formula, over the rewards that are known. */
function plainZScore(mean, count) {
  return `const known = rewardsG.filter(Number.isFinite);
    const sum = known.reduce((a, b) => a + b, 0);
    const mean = ${mean};
    const deviation = Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / ${count});
    const transform = (reward) => (reward - mean) / (deviation + 1e-6);`;
}

function dead(file, from, to, tests, what = "an option that nothing reads") {
  return { fault: `${what}: ${from.trim()}`, file: `packages/${file}`, from, to, tests };
}

/** Defaults that disagree, and options that nothing reads. */
function deadOptions() {
  const rtt = "advantage/src/rtt.ts";
  const unlike = "a default that disagrees";
  return [
    dead(rtt, "token, tokenWeight)", "token, 0.5)", advantage),
    dead(
      rtt,
      "normalize(signedRelevance(group))",
      "intraSample()(signedRelevance(group))",
      advantage,
    ),
    dead(rtt, "response(group.rewardsG)", "groupZScore()(group.rewardsG)", advantage),
    dead(rtt, "combine(responseG[g]!", "add(responseG[g]!", advantage),
    dead(rtt, "combine = add,", "combine = (a, b, w) => (1 - w) * a + w * b,", advantage, unlike),
    dead(rtt, "tokenWeight = 0.5,", "tokenWeight = 1,", advantage, unlike),
    dead(
      "advantage/src/response-level.ts",
      "normalize(group.rewardsG)",
      "groupZScore()(group.rewardsG)",
      advantage,
    ),
    dead("normalization/src/scale.ts", "spread <= minStd", "spread <= 0", normalization),
    dead("grpo/src/ppo.ts", "weights: aggregation", "weights: sequenceMeanTokenMean", [
      ...objective,
      ...tensor,
    ]),
    dead("grpo/src/clip-range.ts", "high: 1 + epsilonHigh", "high: 1 + epsilon", objective),
  ];
}
