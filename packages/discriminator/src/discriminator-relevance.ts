import { textLength, type RelevanceModel } from "@rtt/core";
import type { Discriminator, RelevanceInput } from "./discriminator.ts";
import type { PromptFormat } from "./prompt-format.ts";
import type { VerdictLabelOptions } from "./span-relevance.ts";

/** Options of `discriminatorRelevance`. */
export interface DiscriminatorRelevanceOptions extends VerdictLabelOptions {
  /** Tokens of one forward pass, padding included; default 4096. */
  readonly maxTokens?: number;
}

/**
 * Relevance from a trained discriminator (equation 4), with the prompts it was trained on. The
 * end-of-sequence token gets 0 unless it was trained with absence credited to it.
 */
export function discriminatorRelevance(
  discriminator: Discriminator,
  format: PromptFormat,
  { creditAbsence = false, maxTokens }: DiscriminatorRelevanceOptions = {},
): RelevanceModel {
  return {
    relevance: async (requests) => {
      const inputs = requests.flatMap(({ prompt, rollout }): RelevanceInput[] => {
        const length = creditAbsence ? rollout.tokens.length : textLength(rollout);
        const tokens = rollout.tokens.slice(0, length);
        return prompt.criteria.map((criterion) => ({ promptTokens: format(criterion), tokens }));
      });
      const scores = await discriminator.scores(inputs, maxTokens);
      let next = 0;
      return requests.map(({ prompt, rollout }) =>
        prompt.criteria.map(() => {
          const row = new Float32Array(rollout.tokens.length);
          row.set(scores[next++]!);
          return row;
        }),
      );
    },
  };
}
