import type { Criterion } from "@rtt/core";
import type { Tokenizer } from "@rtt/transformer";

/**
 * The ids that stand before the response, for one criterion. The same in training and use, and the
 * response's own ids follow unchanged: nothing is tokenized jointly or twice.
 */
export type PromptFormat = (criterion: Criterion) => Promise<Int32Array>;

/** The paper's prompt text; the question is not part of it. */
export function relevancePrompt(criterion: string): string {
  return (
    "Identify which tokens in the response are relevant to the criteria.\n\n" +
    `Criteria: ${criterion}\n\nResponse:\n\n`
  );
}

/** The paper's prompt for a criterion's description, in a tokenizer's ids. */
export function describedPrompt(tokenizer: Tokenizer): PromptFormat {
  return ({ description }) => tokenizer.encode(relevancePrompt(description));
}
