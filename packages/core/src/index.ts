export type { Message } from "./message.ts";
export type { Criterion, JudgeCheck, ProgramCheck, Prompt } from "./prompt.ts";
export type { Span } from "./span.ts";
export { textLength, type Rollout } from "./rollout.ts";
export { verdictSign, type Verdict } from "./verdict.ts";
export type { ScoredGroup } from "./scored-group.ts";
export type { Credit, CreditAssigner } from "./credit.ts";
export type { Reward } from "./reward.ts";
export type { RelevanceModel, RelevanceRequest } from "./relevance-model.ts";
export type { Scorer } from "./scorer.ts";
export type { Objective, SequenceLoss } from "./objective.ts";
export type {
  OptimizerSettings,
  Policy,
  SamplingSettings,
  StepReport,
  TrainingSequence,
} from "./policy.ts";
export type { MetricsRecord, RolloutRecord, VerdictRecord } from "./run-record.ts";
export type { Tracker } from "./tracker.ts";
export {
  ConfigError,
  DataError,
  NumericError,
  RemoteError,
  RttError,
  ShapeError,
} from "./errors.ts";
export { Random, type RandomState } from "./random.ts";
