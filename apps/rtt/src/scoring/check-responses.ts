import type { Prompt, Verdict } from "@rtt/core";
import { ifeval, scorer, type EvaluatedResponse, type LinguisticData } from "@rtt/rubrics";

/** One response to a prompt with its verdicts, strict and loose. */
export interface CheckedResponse extends EvaluatedResponse {
  readonly prompt: Prompt;
  readonly response: string;
}

/**
 * Holds responses against the criteria of their prompts with the semantics of IFEval.
 *
 * @param responsesPG the responses of each prompt, shape `[P][G]`
 * @returns shape `[P][G]`
 */
export function checkResponses(
  prompts: readonly Prompt[],
  responsesPG: readonly (readonly string[])[],
  data: LinguisticData,
): CheckedResponse[][] {
  const strict = scorer(ifeval, data);
  const loose = scorer(ifeval, data, { loose: true });
  return prompts.map((prompt, p) => {
    const texts = responsesPG[p]!.map((text) => ({ text }));
    const strictGK: Verdict[][] = strict(prompt, texts);
    const looseGK: Verdict[][] = loose(prompt, texts);
    return texts.map(({ text }, g) => ({
      prompt,
      response: text,
      criteria: prompt.criteria,
      strictK: strictGK[g]!,
      looseK: looseGK[g]!,
    }));
  });
}
