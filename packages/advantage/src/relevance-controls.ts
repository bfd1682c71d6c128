import { Random, textLength, type RelevanceModel, type RelevanceRequest } from "@rtt/core";

/** Control: every token matters alike, so token-level credit says nothing. */
export const uniformRelevance: RelevanceModel = rowsOf(() => () => 1);

/**
 * Control: relevance drawn at random, seeded by (seed, rollout, criterion), so that the answer does
 * not depend on the order of requests.
 */
export function randomRelevance(seed: number): RelevanceModel {
  return rowsOf(({ rollout }, criterionId) => {
    const random = Random.fromSeed(`${seed}/${rollout.promptId}/${rollout.id}/${criterionId}`);
    return () => random.uniform();
  });
}

function rowsOf(
  drawOf: (request: RelevanceRequest, criterionId: string) => () => number,
): RelevanceModel {
  return {
    relevance: async (requests) =>
      requests.map((request) =>
        request.prompt.criteria.map(({ id }) => {
          const rowT = new Float32Array(request.rollout.tokens.length);
          const draw = drawOf(request, id);
          for (let t = 0; t < textLength(request.rollout); t++) rowT[t] = draw();
          return rowT;
        }),
      ),
  };
}
