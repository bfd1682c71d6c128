import type { ScoredGroup } from "@rtt/core";

/** Share of verdicts that are known, in [0, 1]. */
export function verdictCoverage({ verdictsGK }: ScoredGroup): number {
  const verdicts = verdictsGK.flat();
  return verdicts.filter(({ status }) => status !== "unknown").length / verdicts.length;
}

/**
 * Size of the token-level part against the response-level part of the advantage: the ratio of
 * their Euclidean norms over all tokens; 0 where the response level is 0 everywhere.
 */
export function tokenToResponse(tokenGT: readonly Float64Array[], responseG: Float64Array): number {
  let token = 0;
  let response = 0;
  tokenGT.forEach((tokenT, g) => {
    for (const value of tokenT) token += value ** 2;
    response += tokenT.length * responseG[g]! ** 2;
  });
  return response > 0 ? Math.sqrt(token / response) : 0;
}
