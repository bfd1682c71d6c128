import { ConfigError, Random, type Prompt } from "@rtt/core";
import type { PromptSource } from "./training-setup.ts";

/** Options of `promptStream`. */
export interface PromptStreamOptions {
  /** Default 8. */
  readonly promptsPerStep?: number;
  readonly seed: number | string;
}

/**
 * Steps through a fixed set of prompts, each epoch in an order of its own. Prompts that do not fill
 * a last step wait for the next epoch. A pure function of the step, so a resumed run needs no state.
 *
 * @throws ConfigError when there are fewer prompts than one step takes
 */
export function promptStream(
  prompts: readonly Prompt[],
  { promptsPerStep = 8, seed }: PromptStreamOptions,
): PromptSource {
  const stepsPerEpoch = Math.floor(prompts.length / promptsPerStep);
  if (stepsPerEpoch === 0)
    throw new ConfigError(
      "promptsPerStep",
      `is ${promptsPerStep}, but there are only ${prompts.length} prompts`,
    );
  return (step) => {
    const epoch = Math.floor((step - 1) / stepsPerEpoch);
    const start = ((step - 1) % stepsPerEpoch) * promptsPerStep;
    const shuffled = Random.fromSeed(`${seed}/prompts/${epoch}`).shuffled(prompts);
    return shuffled.slice(start, start + promptsPerStep);
  };
}
