import { meanInterval } from "./interval.ts";

/** A rate with its 95 % interval. */
export interface Proportion {
  readonly count: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Standard normal quantile at 0.975. */
const Z = 1.959963984540054;

/**
 * Rate of `successes` among `count` independent trials with its Wilson 95 % interval, which stays
 * inside [0, 1] and keeps its width at 0 and 1. All NaN where `count` is 0.
 *
 * Source: Wilson 1927, doi:10.1080/01621459.1927.10502953.
 */
export function wilson(successes: number, count: number): Proportion {
  const rate = successes / count;
  const denominator = 1 + Z ** 2 / count;
  const centre = (rate + Z ** 2 / (2 * count)) / denominator;
  const half =
    (Z * Math.sqrt((rate * (1 - rate)) / count + Z ** 2 / (4 * count ** 2))) / denominator;
  return { count, rate, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Mean of one rate a prompt with its 95 % interval: Wilson's where every rate is 0 or 1, else
 * Student's, cut to [0, 1]. NaN rates are left out.
 */
export function rateInterval(rates: readonly number[]): Proportion {
  const known = rates.filter((rate) => !Number.isNaN(rate));
  if (known.every((rate) => rate === 0 || rate === 1))
    return wilson(known.filter((rate) => rate === 1).length, known.length);
  const { count, mean, halfWidth } = meanInterval(known);
  return {
    count,
    rate: mean,
    low: Math.max(0, mean - halfWidth),
    high: Math.min(1, mean + halfWidth),
  };
}
