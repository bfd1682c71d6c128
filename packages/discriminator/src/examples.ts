import { textLength, type Criterion, type RelevanceRequest } from "@rtt/core";
import type { Sequence } from "@rtt/transformer";
import type { PromptFormat } from "./prompt-format.ts";
import { verdictLabels, type VerdictLabelOptions } from "./span-relevance.ts";

/** One response labelled against one criterion. */
export interface RelevanceExample extends Sequence {
  /** Kind of criterion, by which results are broken down: the verifier's id, or `judge`. */
  readonly type: string;
  /** 0 or 1 for each response token, shape `[T]`. */
  readonly labels: Uint8Array;
}

/**
 * Labelled examples from verdicts, one for each response and criterion whose verdict is known. The
 * end-of-sequence token is part of them only where absence is credited to it.
 */
export async function relevanceExamples(
  requests: readonly RelevanceRequest[],
  format: PromptFormat,
  options: VerdictLabelOptions = {},
): Promise<RelevanceExample[]> {
  const examples = requests.flatMap(({ prompt, rollout, verdictsK }) => {
    const length = options.creditAbsence === true ? rollout.tokens.length : textLength(rollout);
    return prompt.criteria.map(async (criterion, k): Promise<RelevanceExample[]> => {
      if (length === 0 || verdictsK[k]!.status === "unknown") return [];
      return [
        {
          type: criterionType(criterion),
          promptTokens: await format(criterion),
          tokens: rollout.tokens.slice(0, length),
          labels: verdictLabels(rollout, verdictsK[k]!, options).slice(0, length),
        },
      ];
    });
  });
  return (await Promise.all(examples)).flat();
}

function criterionType({ check }: Criterion): string {
  return "verifier" in check ? check.verifier : "judge";
}
