const policy = ["packages/transformer/test/local-policy.laws.test.ts"];
const untrained = ["packages/transformer/test/faults-untrained-sequence.laws.test.ts"];
const added = ["packages/transformer/test/faults-added-tokens.laws.test.ts"];
const discriminator = ["packages/discriminator/test/discriminator.laws.test.ts"];
const labels = ["packages/discriminator/test/labels.laws.test.ts"];
const location = ["packages/discriminator/test/faults-location.laws.test.ts"];

/** Where the ids of a response first occur in prompt and response. */
const firstMatch = (sequence) =>
  `[...${sequence}.promptTokens, ...${sequence}.tokens].findIndex((_, i, joined) =>
        ${sequence}.tokens.every((id, j) => joined[i + j] === id))`;

/** Faults of policy, tokenizer and discriminator. */
export const modelFaults = [
  {
    fault: "response located by the first match of its ids",
    file: "packages/transformer/src/training/padded-batch.ts",
    from: "places.push(start + t - 1);",
    to: `places.push(Math.max(0, row * width + ${firstMatch("sequence")} + t - 1));`,
    tests: policy,
  },
  {
    fault: "the discriminator locates a response by the first match of its ids",
    file: "packages/discriminator/src/discriminator.ts",
    from: "row * width + input.promptTokens.length + t",
    to: `row * width + ${firstMatch("input")} + t`,
    tests: location,
  },
  {
    fault: "response cut at the first added token",
    file: "packages/transformer/src/tokenizer/hugging-face-tokenizer.ts",
    from: "const ids = Array.from(tokens);",
    to: `const all = Array.from(tokens);
    const cut = all.findIndex((id) => this.#added.has(id));
    const ids = cut < 0 ? all : all.slice(0, cut);`,
    tests: added,
  },
  {
    fault: "added tokens are skipped in the text of a response",
    file: "packages/transformer/src/tokenizer/token-decoder.ts",
    from: "return plain ? utf8.encode(token)",
    to: "return added[i] ? new Uint8Array() : plain ? utf8.encode(token)",
    tests: added,
  },
  {
    fault: "the last token taken for an end of sequence although the response was cut",
    file: "packages/transformer/src/policy/rollout-of.ts",
    from: 'stopReason === "stop" ? tokens.subarray(0, -1) : tokens;',
    to: "tokens.subarray(0, -1);",
    tests: policy,
  },
  {
    fault: "rows re-ordered by length, credit and weights not",
    file: "packages/transformer/src/policy/policy-step.ts",
    from: "const parts = chosen.map((n) => rows[n]!);",
    to: "const parts = chosen.map((_, i) => rows[i]!);",
    tests: policy,
  },
  {
    fault: "rows re-ordered by length, weights of sequences not",
    file: "packages/transformer/src/policy/policy-step.ts",
    from: "const parts = chosen.map((n) => rows[n]!);",
    to: "const parts = chosen.map((n, i) => ({ ...rows[n]!, weight: weights[i]! }));",
    tests: policy,
  },
  {
    fault: "weights from the micro-batch instead of the batch",
    file: "packages/transformer/src/policy/policy-step.ts",
    from: "const parts = chosen.map((n) => rows[n]!);",
    to: `const own = objective.weights(chosen.map((n) => trained[n]!.length));
    const parts = chosen.map((n, i) => ({ ...rows[n]!, weight: own[i]! }));`,
    tests: policy,
  },
  {
    fault: "rows shifted by a sequence that is not trained on",
    file: "packages/transformer/src/policy/policy-step.ts",
    from: "const parts = chosen.map((n) => rows[n]!);",
    to: "const parts = places.map((place) => rows[place]!);",
    tests: untrained,
  },
  {
    fault: "advantages truncated to whole numbers in the policy",
    file: "packages/transformer/src/policy/policy-step.ts",
    from: "sequence.advantages[t]!",
    to: "Math.trunc(sequence.advantages[t]!)",
    tests: policy,
  },
  {
    fault: "tokens that are not trainable are trained on",
    file: "packages/transformer/src/policy/policy-step.ts",
    from: "trainable === undefined ? all : all.filter((t) => trainable[t] === 1)",
    to: "all",
    tests: policy,
  },
  {
    fault: "log-probabilities returned in the order of the micro-batches",
    file: "packages/transformer/src/policy/sequence-log-probs.ts",
    from: "rowsNT[place] =",
    to: "rowsNT[row] =",
    tests: policy,
  },
  {
    fault: "an option that nothing reads: temperature of log-probabilities",
    file: "packages/transformer/src/policy/sequence-log-probs.ts",
    from: "batch.targets, temperature, false)",
    to: "batch.targets, 1, false)",
    tests: policy,
  },
  {
    fault: "scores returned in the order of the micro-batches",
    file: "packages/discriminator/src/discriminator.ts",
    from: "scoresNT[place] =",
    to: "scoresNT[i] =",
    tests: discriminator,
  },
  {
    fault: "the discriminator's loss is a mean over the micro-batch",
    file: "packages/discriminator/src/train-discriminator.ts",
    from: "tf.div<tf.Scalar>(sum, count)",
    to: "tf.div<tf.Scalar>(sum, part.reduce((total, { tokens }) => total + tokens.length, 0))",
    tests: discriminator,
  },
  {
    fault: "the discriminator's relevance written as whole numbers",
    file: "packages/discriminator/src/discriminator-relevance.ts",
    from: "new Float32Array(rollout.tokens.length)",
    to: "new Int32Array(rollout.tokens.length)",
    tests: discriminator,
  },
  {
    fault: "an option that nothing reads: creditAbsence of the discriminator",
    file: "packages/discriminator/src/discriminator-relevance.ts",
    from: "creditAbsence ? rollout.tokens.length : textLength(rollout)",
    to: "textLength(rollout)",
    tests: discriminator,
  },
  {
    fault: "labels placed by a separately tokenized response",
    file: "packages/discriminator/src/span-labels.ts",
    from: "return Uint8Array.from(tokenSpans, (token) => {",
    to: `const apart = [...text.matchAll(/\\S+|\\s+/gu)].map(({ index, 0: piece }) => ({
    start: index,
    end: index + piece.length,
  }));
  return Uint8Array.from(tokenSpans, (own, t) => {
    const token = apart[t] ?? own;`,
    tests: labels,
  },
  {
    fault: "unknown verdicts become examples",
    file: "packages/discriminator/src/examples.ts",
    from: ' || verdictsK[k]!.status === "unknown"',
    to: "",
    tests: labels,
  },
  {
    fault: "labels of another criterion's verdict",
    file: "packages/discriminator/src/examples.ts",
    from: "verdictLabels(rollout, verdictsK[k]!, options)",
    to: "verdictLabels(rollout, verdictsK.at(-1 - k)!, options)",
    tests: labels,
  },
];
