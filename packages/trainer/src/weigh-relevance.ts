import {
  ShapeError,
  type RelevanceModel,
  type RelevanceRequest,
  type ScoredGroup,
} from "@rtt/core";

/**
 * Asks the relevance model about all rollouts of a step at once (equation 4) and puts its rows
 * beside the rollouts they belong to. Without a model the groups stay as they are.
 *
 * @throws ShapeError when the answer does not have one row for each rollout and criterion
 */
export async function weighRelevance(
  groups: readonly Omit<ScoredGroup, "relevanceGKT">[],
  model: RelevanceModel | undefined,
): Promise<ScoredGroup[]> {
  if (model === undefined) return groups.map((group) => ({ ...group, relevanceGKT: undefined }));
  const requests = groups.flatMap(({ prompt, rollouts, verdictsGK }): RelevanceRequest[] =>
    rollouts.map((rollout, g) => ({ prompt, rollout, verdictsK: verdictsGK[g]! })),
  );
  const rowsNKT = await model.relevance(requests);
  if (rowsNKT.length !== requests.length)
    throw new ShapeError("relevance", `[${requests.length}]`, `[${rowsNKT.length}]`);
  const rowsOf = new Map(requests.map(({ rollout }, n) => [rollout, rowsNKT[n]!]));
  return groups.map((group) => ({
    ...group,
    relevanceGKT: group.rollouts.map((rollout) => rowsOf.get(rollout)!),
  }));
}
