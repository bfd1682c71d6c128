import { ConfigError } from "@rtt/core";

/** How far the ratio may move; names and defaults as TRL has them, the values the paper's. */
export interface ClipRange {
  /** Lower clip: ratios below `1 - epsilon`; default 0.2. */
  readonly epsilon?: number;
  /** Upper clip: ratios above `1 + epsilonHigh`; default 0.27. */
  readonly epsilonHigh?: number;
}

/** The bounds `[1 - epsilon, 1 + epsilonHigh]`. */
export function clipBounds({ epsilon = 0.2, epsilonHigh = 0.27 }: ClipRange): {
  low: number;
  high: number;
} {
  if (!(epsilon >= 0 && epsilon <= 1))
    throw new ConfigError("epsilon", `must be in [0, 1], got ${epsilon}`);
  if (!(epsilonHigh >= 0)) throw new ConfigError("epsilonHigh", `must be >= 0, got ${epsilonHigh}`);
  return { low: 1 - epsilon, high: 1 + epsilonHigh };
}
