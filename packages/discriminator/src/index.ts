export { spanLabels } from "./span-labels.ts";
export { spanRelevance, verdictLabels, type VerdictLabelOptions } from "./span-relevance.ts";
export { describedPrompt, relevancePrompt, type PromptFormat } from "./prompt-format.ts";
export { relevanceExamples, type RelevanceExample } from "./examples.ts";
export { Discriminator } from "./discriminator.ts";
export type { RelevanceHead } from "./head.ts";
export {
  trainDiscriminator,
  type DiscriminatorStep,
  type DiscriminatorTraining,
} from "./train-discriminator.ts";
export { tokenLoss } from "./token-loss.ts";
export {
  discriminatorRelevance,
  type DiscriminatorRelevanceOptions,
} from "./discriminator-relevance.ts";
export {
  loadDiscriminator,
  saveDiscriminator,
  type LoadedDiscriminator,
} from "./discriminator-folder.ts";
export { averagePrecision } from "./metrics/average-precision.ts";
export { calibrationError } from "./metrics/calibration-error.ts";
export {
  bestThreshold,
  thresholdScores,
  type ThresholdScores,
} from "./metrics/threshold-scores.ts";
export {
  evaluateRelevance,
  type RelevanceEvaluation,
  type RelevanceReport,
  type ScoredExamples,
} from "./evaluate-relevance.ts";
