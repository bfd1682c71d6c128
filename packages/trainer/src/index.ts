export { train } from "./train.ts";
export type {
  EvaluationSetup,
  LearningRate,
  PromptSource,
  TrainingResult,
  TrainingSettings,
  TrainingSetup,
} from "./training-setup.ts";
export { promptStream, type PromptStreamOptions } from "./prompt-stream.ts";
export { constantWithWarmup } from "./learning-rate.ts";
export { evaluate, type EvaluateOptions, type Evaluation, type EvaluationRow } from "./evaluate.ts";
export { estimateRate, type Estimate } from "./estimate.ts";
export { rubricRates, type RubricRates } from "./rubric-rates.ts";
export type { TypeRate } from "./criterion-rates.ts";
export { RunStore } from "./run-store.ts";
export { describeRun, type RunConfig } from "./run-config.ts";
export type { EvaluationRecord } from "./evaluation-record.ts";
export {
  listCheckpoints,
  listRolloutSteps,
  readEvaluations,
  readMetrics,
  readRollouts,
  readRunConfig,
} from "./read-run.ts";
export { consoleTracker, type ConsoleTrackerOptions } from "./console-tracker.ts";
