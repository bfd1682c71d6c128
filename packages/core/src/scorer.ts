import type { Prompt } from "./prompt.ts";
import type { Rollout } from "./rollout.ts";
import type { Verdict } from "./verdict.ts";

/** Checks responses against the criteria of their prompt: shape `[G][K]`. */
export type Scorer = (
  prompt: Prompt,
  rollouts: readonly Pick<Rollout, "text">[],
) => Verdict[][] | Promise<Verdict[][]>;
