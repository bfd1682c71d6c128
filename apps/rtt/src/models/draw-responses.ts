import { Random, type Prompt, type Rollout } from "@rtt/core";
import type { Terminal } from "../commands/terminal.ts";
import type { DrawSettings } from "../config/eval-settings.ts";
import { readPrompts } from "../scoring/read-prompts.ts";
import type { LoadedModel } from "@rtt/transformer";
import { longestSequence } from "./longest-sequence.ts";
import type { MemoryPlan } from "./memory-plan.ts";
import { openModel } from "./open-model.ts";
import { openPolicy } from "./open-policy.ts";
import { startBackend } from "./start-backend.ts";

/** Responses of a model to the prompts of a data file, shape `[P]` and `[P][G]`. */
export interface DrawnResponses {
  readonly model: LoadedModel;
  /** Tokens of the longest prompt with the longest response allowed. */
  readonly longest: number;
  readonly plan: MemoryPlan;
  readonly prompts: readonly Prompt[];
  readonly rolloutsPG: readonly (readonly Rollout[])[];
}

/**
 * Draws responses as the settings say, with progress on the error output.
 *
 * @throws ConfigError, DataError when settings, prompts or model do not fit
 */
export async function drawResponses(
  settings: DrawSettings,
  { errors }: Terminal,
): Promise<DrawnResponses> {
  const prompts = (await readPrompts(settings.data)).slice(0, settings.limit);
  await startBackend(settings.backend, errors);
  const model = await openModel(settings.model);
  const longest = await longestSequence(model, prompts, settings.maxCompletionLength);
  const random = Random.fromSeed(settings.seed);
  const { policy, decoder, plan } = openPolicy(model, "nothing", longest, random);
  const { temperature, topP, topK, samplesPerPrompt, maxCompletionLength } = settings;
  const sampling = { temperature, topP, topK, maxNewTokens: maxCompletionLength };
  const size = Math.max(1, Math.floor(plan.samplingRows / samplesPerPrompt));
  const rolloutsPG: Rollout[][] = [];
  const started = performance.now();
  let tokens = 0;
  for (let start = 0; start < prompts.length; start += size) {
    const batch = prompts.slice(start, start + size);
    const drawn = await policy.sample(batch, samplesPerPrompt, sampling, random);
    rolloutsPG.push(...drawn);
    tokens += drawn.flat().reduce((sum, rollout) => sum + rollout.tokens.length, 0);
    const rate = (tokens / (performance.now() - started)) * 1000;
    errors.write(
      `${rolloutsPG.length} of ${prompts.length} prompts, ${rate.toFixed(0)} tokens/s\n`,
    );
  }
  policy.dispose();
  decoder.dispose();
  return { model, longest, plan, prompts, rolloutsPG };
}
