import type { Moments } from "./moments.ts";

/** The number that deviations are divided by; 0 says that the set is flat: it carries no signal. */
export type Scale = (deviations: Float64Array, moments: Moments) => number;

/** Options of the scales that measure the spread of the set. */
export interface SpreadOptions {
  /** Added to the spread; default 1e-6. */
  readonly epsilon?: number;
  /** Spreads up to this one count as flat; default 0. */
  readonly minStd?: number;
}

/** Population standard deviation, `sqrt(sum (x - mean)^2 / n) + epsilon` (equation 6). */
export function standardDeviation(options?: SpreadOptions): Scale {
  return (_, { variance }) => divisor(Math.sqrt(variance), options);
}

/**
 * Unbiased standard deviation, `sqrt(sum (x - mean)^2 / (n - 1)) + epsilon` (equation 3).
 * A single value is flat.
 */
export function sampleStandardDeviation(options?: SpreadOptions): Scale {
  return (_, { variance, count }) =>
    divisor(count > 1 ? Math.sqrt((variance * count) / (count - 1)) : 0, options);
}

/** Largest absolute deviation plus epsilon: results land in (-1, 1). */
export function maximumDeviation(options?: SpreadOptions): Scale {
  return (deviations) => {
    const finite = deviations.filter(Number.isFinite);
    const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return divisor(largest, options);
  };
}

/** No scaling. */
export const unscaled: Scale = () => 1;

function divisor(spread: number, { epsilon = 1e-6, minStd = 0 }: SpreadOptions = {}): number {
  return spread <= minStd ? 0 : spread + epsilon;
}
