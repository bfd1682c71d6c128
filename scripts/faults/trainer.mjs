const train = ["packages/trainer/test/train.laws.test.ts"];
const evaluation = ["packages/trainer/test/evaluate.test.ts"];
const rates = ["packages/trainer/test/faults-unknown-rates.laws.test.ts"];
const rows = ["packages/trainer/test/faults-rows.laws.test.ts"];

/** Faults of the loop: what belongs to a rollout stays with it. */
export const trainerFaults = [
  {
    fault: "groups formed by position instead of by prompt id",
    file: "packages/trainer/src/score-rollouts.ts",
    from: `for (const rollout of sampled.flat()) {
    const group = rolloutsOf.get(rollout.promptId);`,
    to: `for (const [n, rollout] of sampled.flat().entries()) {
    const group = rolloutsOf.get(prompts[Math.floor(n / numGenerations)]!.id);`,
    tests: train,
  },
  {
    fault: "an empty list of criteria is accepted by the loop",
    file: "packages/trainer/src/score-rollouts.ts",
    from: "if (criteria.length === 0)",
    to: "if (false)",
    tests: train,
  },
  {
    fault: "relevance taken by place in the group instead of by rollout",
    file: "packages/trainer/src/weigh-relevance.ts",
    from: "group.rollouts.map((rollout) => rowsOf.get(rollout)!)",
    to: "group.rollouts.map((_, g) => rowsNKT[g]!)",
    tests: rows,
  },
  {
    fault: "advantages of one group given to another",
    file: "packages/trainer/src/training-batch.ts",
    from: "credits[i]!.advantagesGT[g]!",
    to: "credits[0]!.advantagesGT[g]!",
    tests: rows,
  },
  {
    fault: "old log-probabilities of one group given to another",
    file: "packages/trainer/src/training-batch.ts",
    from: "oldLogProbsNT[n++]!",
    to: "oldLogProbsNT[g]!",
    tests: rows,
  },
  {
    fault: "advantages truncated to whole numbers on the way to the loss",
    file: "packages/trainer/src/training-batch.ts",
    from: "credits[i]!.advantagesGT[g]!",
    to: "Float32Array.from(Int32Array.from(credits[i]!.advantagesGT[g]!))",
    tests: rows,
  },
  {
    fault: "rollout records with the log-probabilities of another group",
    file: "packages/trainer/src/rollout-records.ts",
    from: "shortest(oldLogProbsNT[n++]!)",
    to: "shortest(oldLogProbsNT[g]!)",
    tests: rows,
  },
  {
    fault: "an option that nothing reads: numIterations",
    file: "packages/trainer/src/train.ts",
    from: "iteration < numIterations",
    to: "iteration < 1",
    tests: rows,
  },
  {
    fault: "an option that nothing reads: the sampling temperature in the update",
    file: "packages/trainer/src/train.ts",
    from: "policy.step(batch, sampling.temperature,",
    to: "policy.step(batch, 1,",
    tests: rows,
  },
  {
    fault: "unknown verdict counted as violated in an evaluation",
    file: "packages/trainer/src/rubric-rates.ts",
    from: 'verdictsK.filter(({ status }) => status !== "unknown")',
    to: "verdictsK",
    tests: evaluation,
  },
  {
    fault: "unknown verdict counted as violated in the rate of its kind",
    file: "packages/trainer/src/criterion-rates.ts",
    from: 'if (status === "unknown") continue;',
    to: "",
    tests: rates,
  },
];
