/** Largest spread of values, relative to their size, that is rounding and not signal. */
const roundingSpread = 1e-9;

/** Mean, spread and constancy of one set of values. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** Mean of the squared deviations. */
  readonly variance: number;
  /** True when all values are equal up to rounding: there is no signal to scale. */
  readonly constant: boolean;
}

/** Two-pass moments in Float64. Non-finite values are outside the set; an empty set is constant. */
export function moments(values: Iterable<number>): Moments {
  const set = [...values].filter(Number.isFinite);
  const count = set.length;
  if (count === 0) return { count, mean: 0, variance: 0, constant: true };
  let smallest = Infinity;
  let largest = -Infinity;
  let mean = 0;
  for (const value of set) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    mean += value / count;
  }
  const size = Math.max(1, Math.abs(smallest), Math.abs(largest));
  if (largest - smallest <= roundingSpread * size)
    return { count, mean, variance: 0, constant: true };
  let variance = 0;
  for (const value of set) variance += (value - mean) ** 2 / count;
  return { count, mean, variance, constant: false };
}
