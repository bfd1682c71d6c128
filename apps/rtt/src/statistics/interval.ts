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
 * Mean difference `treated - baseline` over the units (seeds, prompts) that both have, with its 95 %
 * t interval. Pairing removes what the two share.
 */
export function pairedDifference<Unit>(
  treated: ReadonlyMap<Unit, number>,
  baseline: ReadonlyMap<Unit, number>,
): Estimate {
  const differences = [...treated].flatMap(([unit, value]) => {
    const other = baseline.get(unit);
    return other === undefined ? [] : [value - other];
  });
  return meanInterval(differences);
}
