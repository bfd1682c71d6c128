import type { Prompt, Random, Rollout, SamplingSettings } from "@rtt/core";
import type { Decoder } from "../model/decoder.ts";
import { sampleTokens } from "../sampling/sample-tokens.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { rolloutOf } from "./rollout-of.ts";

/** What responses are drawn with. */
export interface RolloutSampler {
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
  /** Most responses drawn together. */
  readonly maxRows: number;
  readonly settings: SamplingSettings;
}

/**
 * G responses to each prompt, at most `maxRows` together; a group is split only where it is larger.
 * Each response draws from a stream named by its prompt and place, so the parts do not matter.
 *
 * @returns shape `[P][G]`
 */
export async function sampleRollouts(
  { decoder, tokenizer, maxRows, settings }: RolloutSampler,
  prompts: readonly Prompt[],
  numGenerations: number,
  random: Random,
): Promise<Rollout[][]> {
  const encodedP = await Promise.all(
    prompts.map(({ messages }) => tokenizer.encodePrompt(messages)),
  );
  const rolloutsPG: Rollout[][] = prompts.map(() => []);
  const count = prompts.length * numGenerations;
  const size = numGenerations > maxRows ? maxRows : maxRows - (maxRows % numGenerations);
  for (let start = 0; start < count; start += size) {
    const end = Math.min(count, start + size);
    const places = [...prompts.keys()].slice(
      Math.floor(start / numGenerations),
      Math.ceil(end / numGenerations),
    );
    const randoms = places.map((p) => {
      const first = rolloutsPG[p]!.length;
      const last = Math.min(numGenerations, end - p * numGenerations);
      return Array.from({ length: last - first }, (_, i) =>
        random.fork(`${prompts[p]!.id}/${first + i}`),
      );
    });
    const tokens = places.map((p) => encodedP[p]!);
    sampleTokens(decoder, tokens, randoms, tokenizer.endOfSequence, settings).forEach(
      (samples, i) => {
        const [p, rollouts] = [places[i]!, rolloutsPG[places[i]!]!];
        for (const sample of samples)
          rollouts.push(rolloutOf(prompts[p]!, rollouts.length, encodedP[p]!, sample, tokenizer));
      },
    );
  }
  return rolloutsPG;
}
