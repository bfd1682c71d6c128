/** Loss of each token of one sequence and its derivative with respect to the new log-probability. */
export interface SequenceLoss {
  /** Shape `[T]`. */
  readonly lossT: Float64Array;
  /** d loss / d new log-probability, shape `[T]`. */
  readonly derivativeT: Float64Array;
  /** +1 where the upper clip is active, -1 the lower, 0 neither, shape `[T]`. */
  readonly clippedT: Int8Array;
}

/**
 * A policy objective, minimized:
 * `loss = sum_n weights[n] * sum_t lossT[n][t]` over all N sequences of the batch.
 *
 * The weights depend on the token counts of the whole batch, so the sum may be split into any
 * micro-batches without changing value or gradient.
 */
export interface Objective {
  readonly name: string;
  /** Weight of every token of sequence n, from the trainable token counts, shape `[N] -> [N]`. */
  weights(lengthsN: readonly number[]): Float64Array;
  /** Token losses of one sequence, from rows of shape `[T]` (nats; advantages without unit). */
  sequence(
    newLogProbsT: ArrayLike<number>,
    oldLogProbsT: ArrayLike<number>,
    advantagesT: ArrayLike<number>,
  ): SequenceLoss;
}
