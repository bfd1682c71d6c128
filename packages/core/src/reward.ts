import type { Criterion } from "./prompt.ts";
import type { Verdict } from "./verdict.ts";

/**
 * Folds the verdicts of one response into one number in [0, 1] (equation 2).
 * Unknown verdicts are left out; NaN when none is known.
 */
export type Reward = (verdictsK: readonly Verdict[], criteriaK: readonly Criterion[]) => number;
