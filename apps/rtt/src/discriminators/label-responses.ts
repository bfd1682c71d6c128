import type { Prompt, RelevanceRequest, Rollout } from "@rtt/core";
import { ifeval, scorer, type LinguisticData } from "@rtt/rubrics";

/**
 * Checks responses, shape `[P][G]`: each becomes a request whose verdicts carry the spans that
 * label its tokens.
 */
export function labelResponses(
  prompts: readonly Prompt[],
  rolloutsPG: readonly (readonly Rollout[])[],
  data: LinguisticData,
): RelevanceRequest[][] {
  const check = scorer(ifeval, data);
  return prompts.map((prompt, p) => {
    const verdictsGK = check(prompt, rolloutsPG[p]!);
    return rolloutsPG[p]!.map((rollout, g) => ({ prompt, rollout, verdictsK: verdictsGK[g]! }));
  });
}
