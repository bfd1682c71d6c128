import { verdictSign, type ScoredGroup } from "@rtt/core";
import { checkedRelevance } from "./check-group.ts";

/**
 * Signed relevance (equation 5): `r[g,k,t] = s[g,k] * w[g,k,t]`, with s = +1 for satisfied and -1
 * for violated, shape `[G][K]` of `[T]` in Float64.
 *
 * NaN marks cells outside the statistics: rows whose verdict is unknown, and the end-of-sequence
 * token unless a verifier credits it. Kept inside with weight 0, it would be punished for a right
 * ending and rewarded for a wrong one.
 */
export function signedRelevance(group: ScoredGroup): Float64Array[][] {
  return checkedRelevance(group).map((rowsKT, g) => {
    const { stopReason } = group.rollouts[g]!;
    return rowsKT.map((relevanceT, k) => {
      const sign = verdictSign(group.verdictsGK[g]![k]!);
      const signedT = Float64Array.from(relevanceT, (relevance) => sign * relevance);
      const last = relevanceT.length - 1;
      if (stopReason === "stop" && relevanceT[last] === 0) signedT[last] = Number.NaN;
      return signedT;
    });
  });
}
