/**
 * Token values by rollout and criterion, shape `[G][K]` of `[T]`.
 * NaN marks a cell outside the statistics: an unknown verdict, an end-of-sequence token.
 */
export type TokenRows = readonly (readonly Float64Array[])[];

/** Normalized rows: cells outside the statistics are exactly 0. */
export interface NormalizedRows {
  readonly rowsGKT: Float64Array[][];
  /** Rows with at least one cell inside the statistics. */
  readonly rows: number;
  /** Those of them that carried no signal and became 0. */
  readonly flatRows: number;
}

/** Answers the group partitioning problem: over which cells mean and scale are taken. */
export type TokenNormalization = (valuesGKT: TokenRows) => NormalizedRows;
