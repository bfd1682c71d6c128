import { ShapeError, type Objective } from "@rtt/core";

/** Rows of one batch, each of shape `[N]` of `[T]`, ragged. */
export interface ObjectiveBatch {
  /** Nats. */
  readonly newLogProbsNT: readonly ArrayLike<number>[];
  /** Nats. */
  readonly oldLogProbsNT: readonly ArrayLike<number>[];
  readonly advantagesNT: readonly ArrayLike<number>[];
  /** Nonzero where the token is trained on; all tokens where absent. */
  readonly trainableNT?: readonly ArrayLike<number>[];
}

/** Value and derivative of an objective on a batch. */
export interface BatchLoss {
  readonly loss: number;
  /** d loss / d new log-probability, shape `[N]` of `[T]`; exactly 0 where not trainable. */
  readonly derivativeNT: Float64Array[];
}

/**
 * An objective on a whole ragged batch, in Float64:
 * `loss = sum_n weights[n] sum_t lossT[n][t]` over trainable tokens, and its closed-form
 * derivative. Tokens that are not trainable are left out by selection, so that whatever stands
 * there (NaN included) never enters.
 *
 * @throws ShapeError when the rows do not belong together
 */
export function batchLoss(objective: Objective, batch: ObjectiveBatch): BatchLoss {
  const { newLogProbsNT, oldLogProbsNT, advantagesNT, trainableNT } = batch;
  const count = newLogProbsNT.length;
  for (const [name, rows] of Object.entries({ oldLogProbsNT, advantagesNT, trainableNT }))
    if (rows !== undefined && rows.length !== count)
      throw new ShapeError(name, `[${count}]`, `[${rows.length}]`);
  const placesN = newLogProbsNT.map((row, n) => trainablePlaces(row.length, trainableNT?.[n]));
  const weightsN = objective.weights(placesN.map((places) => places.length));
  let loss = 0;
  const derivativeNT = newLogProbsNT.map((row, n) => {
    const places = placesN[n]!;
    const { lossT, derivativeT } = objective.sequence(
      select(row, places, row.length),
      select(oldLogProbsNT[n]!, places, row.length),
      select(advantagesNT[n]!, places, row.length),
    );
    const full = new Float64Array(row.length);
    places.forEach((t, i) => {
      loss += weightsN[n]! * lossT[i]!;
      full[t] = weightsN[n]! * derivativeT[i]!;
    });
    return full;
  });
  return { loss, derivativeNT };
}

function trainablePlaces(length: number, trainableT: ArrayLike<number> | undefined): number[] {
  if (trainableT !== undefined && trainableT.length !== length)
    throw new ShapeError("trainableNT row", `[${length}]`, `[${trainableT.length}]`);
  const places = Array.from({ length }, (_, t) => t);
  return trainableT === undefined ? places : places.filter((t) => trainableT[t] !== 0);
}

function select(row: ArrayLike<number>, places: readonly number[], length: number): number[] {
  if (row.length !== length) throw new ShapeError("row", `[${length}]`, `[${row.length}]`);
  return places.map((t) => row[t]!);
}
