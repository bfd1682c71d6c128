import type { RelevanceRequest } from "@rtt/core";
import {
  evaluateRelevance,
  relevanceExamples,
  type Discriminator,
  type PromptFormat,
  type RelevanceExample,
  type RelevanceReport,
} from "@rtt/discriminator";
import type { Split } from "./split-prompts.ts";

/** Labelled examples of the requests of each part, shape `[P][G]`. */
export async function exampleSplit(
  { train, validation, test }: Split<readonly RelevanceRequest[]>,
  format: PromptFormat,
): Promise<Split<RelevanceExample>> {
  return {
    train: await relevanceExamples(train.flat(), format),
    validation: await relevanceExamples(validation.flat(), format),
    test: await relevanceExamples(test.flat(), format),
  };
}

/** Evaluates a discriminator on the test part, with thresholds found on the validation part. */
export async function evaluateOn(
  discriminator: Discriminator,
  { validation, test }: Pick<Split<RelevanceExample>, "validation" | "test">,
  maxTokens: number,
): Promise<RelevanceReport> {
  return evaluateRelevance(
    { examples: test, scoresNT: await discriminator.scores(test, maxTokens) },
    { examples: validation, scoresNT: await discriminator.scores(validation, maxTokens) },
  );
}
