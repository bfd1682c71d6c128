/** Weight of every token of sequence n in the loss, from trainable token counts, shape `[N] -> [N]`. */
export type Aggregation = (lengthsN: readonly number[]) => Float64Array;

/**
 * seq-mean-token-mean, the paper's (equation 9): `1 / (N' T[n])`, where N' counts sequences with
 * at least one trainable token. Every response weighs the same.
 */
export const sequenceMeanTokenMean: Aggregation = (lengthsN) => {
  const sequences = lengthsN.filter((length) => length > 0).length;
  return Float64Array.from(lengthsN, (length) => (length > 0 ? 1 / (sequences * length) : 0));
};

/** token-mean, DAPO's: `1 / sum_n T[n]`. Every token weighs the same (arXiv 2503.14476). */
export const tokenMean: Aggregation = (lengthsN) => {
  const tokens = lengthsN.reduce((sum, length) => sum + length, 0);
  return Float64Array.from(lengthsN, (length) => (length > 0 ? 1 / tokens : 0));
};
