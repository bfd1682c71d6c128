import { textLength, type RelevanceModel } from "@rtt/core";
import type { Sequence } from "@rtt/transformer";
import type { Discriminator } from "./discriminator.ts";
import type { PromptFormat } from "./prompt-format.ts";
import type { VerdictLabelOptions } from "./span-relevance.ts";

/** Options of `discriminatorRelevance`. */
export interface DiscriminatorRelevanceOptions extends VerdictLabelOptions {
  /** Tokens of one forward pass, padding included; default 8192. */
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
      const inputsN = await Promise.all(
        requests.map(({ prompt, rollout }) => {
          const length = creditAbsence ? rollout.tokens.length : textLength(rollout);
          const tokens = rollout.tokens.slice(0, length);
          return Promise.all(
            prompt.criteria.map(async (criterion): Promise<Sequence> => ({
              promptTokens: await format(criterion),
              tokens,
            })),
          );
        }),
      );
      const scores = await discriminator.scores(inputsN.flat(), maxTokens);
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
