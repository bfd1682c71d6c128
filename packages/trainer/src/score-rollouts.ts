import {
  ConfigError,
  ShapeError,
  type Prompt,
  type Rollout,
  type Scorer,
  type Verdict,
} from "@rtt/core";

/** The rollouts of one prompt and their verdicts. */
export interface CheckedGroup {
  readonly prompt: Prompt;
  readonly rollouts: readonly Rollout[];
  /** Shape `[G][K]`. */
  readonly verdictsGK: readonly (readonly Verdict[])[];
}

/**
 * Checks sampled rollouts, one group for each prompt, in the order of the prompts. Rollouts find
 * their prompt by its id, never by their place in `sampled`.
 *
 * @throws ConfigError when a prompt has no criteria or two share an id
 * @throws ShapeError when a prompt did not get `numGenerations` rollouts, or two share an id
 */
export async function scoreRollouts(
  prompts: readonly Prompt[],
  sampled: readonly (readonly Rollout[])[],
  numGenerations: number,
  scorer: Scorer,
): Promise<CheckedGroup[]> {
  const rolloutsOf = new Map<string, Rollout[]>();
  for (const { id, criteria } of prompts) {
    if (rolloutsOf.has(id)) throw new ConfigError("prompts", `two prompts have the id "${id}"`);
    if (criteria.length === 0)
      throw new ConfigError(`prompts["${id}"].criteria`, "is empty; a prompt needs at least one");
    rolloutsOf.set(id, []);
  }
  for (const rollout of sampled.flat()) {
    const group = rolloutsOf.get(rollout.promptId);
    if (group === undefined)
      throw new ShapeError(
        `prompt of rollout ${rollout.id}`,
        "one that was asked",
        rollout.promptId,
      );
    if (group.some(({ id }) => id === rollout.id))
      throw new ShapeError(`rollouts of prompt ${rollout.promptId}`, "distinct ids", rollout.id);
    group.push(rollout);
  }
  return Promise.all(
    prompts.map(async (prompt) => {
      const rollouts = rolloutsOf.get(prompt.id)!;
      const what = `rollouts of prompt ${prompt.id}`;
      if (rollouts.length !== numGenerations)
        throw new ShapeError(what, String(numGenerations), String(rollouts.length));
      const verdictsGK = await scorer(prompt, rollouts);
      if (verdictsGK.length !== rollouts.length)
        throw new ShapeError(
          `verdicts of prompt ${prompt.id}`,
          `[${rollouts.length}]`,
          `[${verdictsGK.length}]`,
        );
      return { prompt, rollouts, verdictsGK };
    }),
  );
}
