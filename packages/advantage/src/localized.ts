import { ConfigError, type Credit, type CreditAssigner, type ScoredGroup } from "@rtt/core";
import { moments, sampleStandardDeviation } from "@rtt/normalization";
import { checkGroup, checkedRelevance } from "./check-group.ts";
import { tokenToResponse, verdictCoverage } from "./diagnostics.ts";

/** Options of `localized`. */
export interface LocalizedOptions {
  /** Share of each criterion's credit that is moved onto its tokens, in [0, 1]; default 0.1. */
  readonly share?: number;
}

/**
 * Localized credit, an extension of this project: each criterion's share of the response-level
 * advantage is moved, in part, onto the tokens that decided it.
 *
 *     c[g,k] = (x[g,k] - mean_G x[.,k]) / (K (std_G R + 1e-6)),  x in {0, 1}, R the mean of x
 *     A[g,t] = sum_k c[g,k] ((1 - share) + share T w[g,k,t] / sum_t w[g,k,t])
 *
 * With all verdicts known, `sum_k c[g,k]` is GRPO's advantage of the satisfaction rate, and so is
 * the mean of A over t: credit is moved, never made. A row without relevance stays spread evenly.
 * Unknown verdicts leave the means and earn nothing. The group's rewards are not read.
 *
 * @throws ConfigError when `share` is outside [0, 1] or a group has no relevance
 */
export function localized({ share = 0.1 }: LocalizedOptions = {}): CreditAssigner {
  if (!(share >= 0 && share <= 1))
    throw new ConfigError("share", `must be in [0, 1], got ${share}`);
  return (groups) =>
    groups.map((group): Credit => {
      checkGroup(group);
      const relevanceGKT = checkedRelevance(group);
      const shareGK = criterionShares(group);
      const responseG = Float64Array.from(shareGK, (row) => row.reduce((a, b) => a + b, 0));
      const criterionGKT = relevanceGKT.map((rowsKT, g) =>
        rowsKT.map((relevanceT, k) => moved(relevanceT, share * shareGK[g]![k]!)),
      );
      const tokenGT = group.rollouts.map(({ tokens }, g) =>
        Float64Array.from(tokens, (_, t) =>
          criterionGKT[g]!.reduce((sum, rowT) => sum + rowT[t]!, 0),
        ),
      );
      return {
        responseG,
        advantagesGT: tokenGT.map((tokenT, g) =>
          Float32Array.from(tokenT, (token) => responseG[g]! + token),
        ),
        criterionGKT: criterionGKT.map((rowsKT) => rowsKT.map((rowT) => Float32Array.from(rowT))),
        diagnostics: {
          "credit/coverage": verdictCoverage(group),
          "credit/token_to_response": tokenToResponse(tokenGT, responseG),
        },
      };
    });
}

/** What moving `amount` onto the relevant tokens adds to each token: sums to 0 over t. */
function moved(relevanceT: Float32Array, amount: number): Float64Array {
  const total = relevanceT.reduce((sum, relevance) => sum + relevance, 0);
  if (total === 0) return new Float64Array(relevanceT.length);
  return Float64Array.from(
    relevanceT,
    (relevance) => amount * ((relevanceT.length * relevance) / total - 1),
  );
}

/** `c[g,k]`, shape `[G][K]`; 0 for unknown verdicts and for a group without spread. */
function criterionShares(group: ScoredGroup): number[][] {
  const criteria = group.prompt.criteria.length;
  const passedGK = group.verdictsGK.map((row) =>
    row.map(({ status }) => (status === "unknown" ? Number.NaN : Number(status === "satisfied"))),
  );
  const rates = moments(passedGK.map(meanKnown));
  const unit = sampleStandardDeviation()(new Float64Array(), rates);
  const meanK = Array.from({ length: criteria }, (_, k) =>
    meanKnown(passedGK.map((row) => row[k]!)),
  );
  return passedGK.map((row) =>
    row.map((passed, k) =>
      unit === 0 || Number.isNaN(passed) ? 0 : (passed - meanK[k]!) / (criteria * unit),
    ),
  );
}

function meanKnown(values: readonly number[]): number {
  const { count, mean } = moments(values);
  return count > 0 ? mean : Number.NaN;
}
