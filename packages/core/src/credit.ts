import type { ScoredGroup } from "./scored-group.ts";

/** What a credit assigner says of one group. */
export interface Credit {
  /** Advantage of each token, shape `[G]` of `[T]`: what the objective uses. */
  readonly advantagesGT: readonly Float32Array[];
  /** Response-level part, shape `[G]`. */
  readonly responseG: Float64Array;
  /** Each criterion's share of the token-level part, shape `[G][K]` of `[T]`; empty rows where none. */
  readonly criterionGKT: readonly (readonly Float32Array[])[];
  /** Scalars by metric name, for example `credit/flat_rows`. */
  readonly diagnostics: Readonly<Record<string, number>>;
}

/** A credit scheme: a plain function over the groups of one step. Group i of the result belongs to group i. */
export type CreditAssigner = (groups: readonly ScoredGroup[]) => Credit[];
