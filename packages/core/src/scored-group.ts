import type { Prompt } from "./prompt.ts";
import type { Rollout } from "./rollout.ts";
import type { Verdict } from "./verdict.ts";

/** The G rollouts of one prompt with all that credit is computed from. Rows are ragged in T. */
export interface ScoredGroup {
  readonly prompt: Prompt;
  readonly rollouts: readonly Rollout[];
  /** Shape `[G][K]`. */
  readonly verdictsGK: readonly (readonly Verdict[])[];
  /** Response-level rewards, shape `[G]`; NaN where no reward could be computed. */
  readonly rewardsG: Float64Array;
  /**
   * Relevance of each token to each criterion, in [0, 1], shape `[G][K]` of `[T]`. The
   * end-of-sequence token has 0 unless a verifier credits it (absence).
   * `undefined` for credit that looks at responses only.
   */
  readonly relevanceGKT: readonly (readonly Float32Array[])[] | undefined;
}
