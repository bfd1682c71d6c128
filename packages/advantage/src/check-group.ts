import { ConfigError, NumericError, ShapeError, type ScoredGroup } from "@rtt/core";

/** Refuses a group whose parts do not belong together. */
export function checkGroup(group: ScoredGroup): void {
  const { prompt, rollouts, verdictsGK, rewardsG } = group;
  const where = `group ${prompt.id}`;
  if (prompt.criteria.length === 0)
    throw new ConfigError(`${where}.criteria`, "is empty; a prompt needs at least one criterion");
  expectCount(`${where}: rewardsG`, rollouts.length, rewardsG.length);
  expectCount(`${where}: verdictsGK`, rollouts.length, verdictsGK.length);
  rollouts.forEach((rollout, g) => {
    if (rollout.promptId !== prompt.id)
      throw new ShapeError(
        `${where}: prompt of rollout ${rollout.id}`,
        prompt.id,
        rollout.promptId,
      );
    expectCount(`${where}: verdictsGK[${g}]`, prompt.criteria.length, verdictsGK[g]!.length);
  });
}

/** The group's relevance rows, refused when absent, misshapen or outside [0, 1]. */
export function checkedRelevance(group: ScoredGroup): readonly (readonly Float32Array[])[] {
  const { prompt, rollouts, relevanceGKT } = group;
  const where = `group ${prompt.id}: relevanceGKT`;
  if (relevanceGKT === undefined)
    throw new ConfigError(where, "is absent, but this credit needs one row for every criterion");
  expectCount(where, rollouts.length, relevanceGKT.length);
  relevanceGKT.forEach((rowsKT, g) => {
    expectCount(`${where}[${g}]`, prompt.criteria.length, rowsKT.length);
    rowsKT.forEach((rowT, k) => {
      expectCount(`${where}[${g}][${k}]`, rollouts[g]!.tokens.length, rowT.length);
      const wrong = rowT.find((value) => !(value >= 0 && value <= 1));
      if (wrong !== undefined)
        throw new NumericError(`${where}[${g}][${k}] (must be in [0, 1])`, 0, wrong);
    });
  });
  return relevanceGKT;
}

function expectCount(what: string, expected: number, actual: number): void {
  if (expected !== actual) throw new ShapeError(what, String(expected), String(actual));
}
