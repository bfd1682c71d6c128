/** A mean over independent units with its uncertainty. */
export interface Estimate {
  readonly mean: number;
  /** Standard deviation (unbiased) over the root of `count`; 0 for a single unit. */
  readonly standardError: number;
  /** Normal 95 % interval `mean -+ 1.96 standardError`, cut to [0, 1]. */
  readonly low: number;
  readonly high: number;
  /** Number of units. */
  readonly count: number;
}

/** Estimates the mean of rates in [0, 1]; NaN values are left out, and none at all gives NaN. */
export function estimateRate(values: readonly number[]): Estimate {
  const known = values.filter((value) => !Number.isNaN(value));
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const standardError = count > 1 ? Math.sqrt(squares / (count - 1) / count) : 0;
  return {
    mean,
    standardError,
    low: Math.max(0, mean - 1.96 * standardError),
    high: Math.min(1, mean + 1.96 * standardError),
    count,
  };
}
