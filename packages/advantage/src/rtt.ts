import type { Credit, CreditAssigner, ScoredGroup } from "@rtt/core";
import { intraSample, type TokenNormalization } from "@rtt/normalization";
import { checkGroup } from "./check-group.ts";
import { add, type Combine } from "./combine.ts";
import { tokenToResponse, verdictCoverage } from "./diagnostics.ts";
import { groupZScore, type GroupAdvantage } from "./group-advantage.ts";
import { signedRelevance } from "./signed-relevance.ts";

/** Options of `rtt`; the defaults are the paper's. */
export interface RttOptions {
  /** lambda of equation 8; default 0.5. */
  readonly tokenWeight?: number;
  /** Over which cells token statistics are taken; default `intraSample()`. */
  readonly normalize?: TokenNormalization;
  /** Response-level advantage; default GRPO's z-score. */
  readonly response?: GroupAdvantage;
  /** How the two levels are joined; default `add`. */
  readonly combine?: Combine;
}

/**
 * Rubrics to Tokens: each criterion's verdict is credited to the tokens that decided it.
 *
 *     r[g,k,t] = s[g,k] w[g,k,t]                      signed relevance      (equation 5)
 *     z[g,k,t] = (r - mean_t r) / (std_t r + epsilon) inside the response   (equation 6)
 *     A_tok[g,t] = mean_k z[g,k,t]                    over known verdicts   (equation 7)
 *     A[g,t] = A_res[g] + lambda A_tok[g,t]                                 (equation 8)
 *
 * Rows `[T]` are ragged and need no padding. `criterionGKT[g][k]` of the result is `z[g,k] / K`:
 * what criterion k adds to `A_tok[g]`, before lambda.
 *
 * @throws ShapeError when the parts of a group do not belong together
 * @throws ConfigError when a group has no relevance
 * @throws NumericError when a relevance is outside [0, 1]
 *
 * Source: arXiv 2604.02795.
 */
export function rtt({
  tokenWeight = 0.5,
  normalize = intraSample(),
  response = groupZScore(),
  combine = add,
}: RttOptions = {}): CreditAssigner {
  return (groups) =>
    groups.map((group): Credit => {
      checkGroup(group);
      const { rowsGKT, rows, flatRows } = normalize(signedRelevance(group));
      const responseG = response(group.rewardsG);
      const criterionGKT = rowsGKT.map((rowsKT, g) => {
        const known = knownVerdicts(group, g);
        return rowsKT.map((rowT) => rowT.map((value) => value / known));
      });
      const tokenGT = group.rollouts.map(({ tokens }, g) =>
        sumRows(criterionGKT[g]!, tokens.length),
      );
      return {
        responseG,
        advantagesGT: tokenGT.map((tokenT, g) =>
          Float32Array.from(tokenT, (token) => combine(responseG[g]!, token, tokenWeight)),
        ),
        criterionGKT: criterionGKT.map((rowsKT) => rowsKT.map((rowT) => Float32Array.from(rowT))),
        diagnostics: {
          "credit/coverage": verdictCoverage(group),
          "credit/flat_rows": rows > 0 ? flatRows / rows : 0,
          "credit/token_to_response": tokenToResponse(tokenGT, responseG),
        },
      };
    });
}

/** Number of known verdicts of rollout g; 1 where none is, since all its rows are 0 then. */
function knownVerdicts({ verdictsGK }: ScoredGroup, g: number): number {
  return verdictsGK[g]!.filter(({ status }) => status !== "unknown").length || 1;
}

function sumRows(rowsKT: readonly Float64Array[], length: number): Float64Array {
  const sumT = new Float64Array(length);
  for (const rowT of rowsKT) rowT.forEach((value, t) => (sumT[t]! += value));
  return sumT;
}
