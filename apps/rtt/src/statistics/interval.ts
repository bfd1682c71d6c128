import tQuantile from "@stdlib/stats-base-dists-t-quantile";

/** A mean with its 95 % interval `mean ± halfWidth`. */
export interface Estimate {
  /** Number of values. */
  readonly count: number;
  readonly mean: number;
  /** NaN where fewer than two values say nothing about the spread. */
  readonly halfWidth: number;
}

/**
 * Mean with its two-sided 95 % Student t interval: `t(0.975, n - 1) * s / sqrt(n)`, s unbiased.
 * NaN values are left out.
 */
export function meanInterval(values: readonly number[]): Estimate {
  const known = values.filter((value) => !Number.isNaN(value));
  const count = known.length;
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { count, mean, halfWidth: Number.NaN };
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const halfWidth = tQuantile(0.975, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { count, mean, halfWidth };
}

/**
 * Mean difference `treated - baseline` over the seeds that both have, with its 95 % t interval.
 * Pairing by seed removes what the arms share: prompts and start.
 */
export function pairedDifference(
  treated: ReadonlyMap<number, number>,
  baseline: ReadonlyMap<number, number>,
): Estimate {
  const differences = [...treated].flatMap(([seed, value]) => {
    const other = baseline.get(seed);
    return other === undefined ? [] : [value - other];
  });
  return meanInterval(differences);
}
