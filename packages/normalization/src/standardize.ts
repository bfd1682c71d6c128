import { moments } from "./moments.ts";
import { standardDeviation, type Scale } from "./scale.ts";

/** How values are put on a common footing. */
export interface Standardization {
  /** Subtract the mean; default true. */
  readonly center?: boolean;
  /** Divide by; default the population standard deviation. */
  readonly scale?: Scale;
}

/** The transform fixed by one set of values; `undefined` when the set is flat and all become 0. */
export type Transform = ((value: number) => number) | undefined;

/**
 * Fits `(x - mean) / scale` to a set of values. Non-finite values are outside the set.
 *
 * A constant set has no deviation at all, whatever rounding says: its centred result is exactly 0.
 */
export function fitStandardization(
  values: Float64Array,
  { center = true, scale = standardDeviation() }: Standardization = {},
): Transform {
  const set = moments(values);
  if (set.count === 0 || (center && set.constant)) return undefined;
  const offset = center ? set.mean : 0;
  const unit = scale(
    values.map((value) => value - offset),
    set,
  );
  return unit === 0 ? undefined : (value) => (value - offset) / unit;
}
