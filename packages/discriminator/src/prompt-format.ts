import type { Criterion } from "@rtt/core";

/**
 * The ids that stand before the response, for one criterion. The same in training and use, and the
 * response's own ids follow unchanged: nothing is tokenized jointly or twice.
 */
export type PromptFormat = (criterion: Pick<Criterion, "description">) => Int32Array;

/** The paper's prompt text; the question is not part of it. */
export function relevancePrompt(criterion: string): string {
  return (
    "Identify which tokens in the response are relevant to the criteria.\n\n" +
    `Criteria: ${criterion}\n\nResponse:\n\n`
  );
}
