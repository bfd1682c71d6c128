import type { CreditAssigner } from "@rtt/core";
import { checkGroup } from "./check-group.ts";
import { verdictCoverage } from "./diagnostics.ts";
import { groupZScore, type GroupAdvantage } from "./group-advantage.ts";

/** Options of `responseLevel`. */
export interface ResponseLevelOptions {
  /** Default: GRPO's z-score. */
  readonly normalize?: GroupAdvantage;
}

/**
 * Response-level credit, GRPO: every token of rollout g gets `A[g,t] = A_res[g]` (equation 3).
 *
 * @throws ShapeError when the parts of a group do not belong together
 */
export function responseLevel({
  normalize = groupZScore(),
}: ResponseLevelOptions = {}): CreditAssigner {
  return (groups) =>
    groups.map((group) => {
      checkGroup(group);
      const responseG = normalize(group.rewardsG);
      return {
        responseG,
        advantagesGT: group.rollouts.map(({ tokens }, g) =>
          new Float32Array(tokens.length).fill(responseG[g]!),
        ),
        criterionGKT: group.rollouts.map(() => []),
        diagnostics: { "credit/coverage": verdictCoverage(group) },
      };
    });
}
