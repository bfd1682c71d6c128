import type { RelevanceExample } from "./examples.ts";
import { averagePrecision } from "./metrics/average-precision.ts";
import { calibrationError } from "./metrics/calibration-error.ts";
import { positionBaseline } from "./metrics/position-baseline.ts";
import {
  bestThreshold,
  thresholdScores,
  type ThresholdScores,
} from "./metrics/threshold-scores.ts";

/** How relevance scores compare with the labels of some examples, over all their tokens. */
export interface RelevanceEvaluation {
  readonly tokens: number;
  /** Share of labelled tokens: the average precision of scores that say nothing. */
  readonly baseRate: number;
  /** NaN where nothing is labelled. */
  readonly averagePrecision: number;
  readonly atHalf: ThresholdScores;
  /** At the threshold found on the validation examples. */
  readonly atBest: ThresholdScores;
  readonly calibrationError: number;
}

/** The evaluation as a whole and by kind of criterion, beside what takes no model. */
export interface RelevanceReport extends RelevanceEvaluation {
  readonly types: Readonly<Record<string, RelevanceEvaluation>>;
  readonly baselines: {
    /** Always the more frequent label. */
    readonly majority: Pick<ThresholdScores, "accuracy" | "precision" | "recall" | "f1">;
    /** The share of labelled tokens at that place of a response, by kind of criterion. */
    readonly position: Pick<RelevanceEvaluation, "averagePrecision" | "atBest">;
  };
}

/** Examples and the scores that a model gave their tokens, in the same order. */
export interface ScoredExamples {
  readonly examples: readonly RelevanceExample[];
  /** In [0, 1], shape `[N]` of `[T]`. */
  readonly scoresNT: readonly Float32Array[];
}

/**
 * Compares relevance with labels. Accuracy alone says nothing where labels are rare: without any
 * model it is one minus their share.
 *
 * @param test what is reported on
 * @param validation other examples, on which thresholds and the position baseline are fitted
 */
export function evaluateRelevance(
  test: ScoredExamples,
  validation: ScoredExamples,
): RelevanceReport {
  const threshold = bestThreshold(flat(validation.scoresNT), flatLabels(validation.examples));
  const whole = evaluation(test, threshold);
  const types = [...new Set(test.examples.map(({ type }) => type))].toSorted();
  const labels = flatLabels(test.examples);
  return {
    ...whole,
    types: Object.fromEntries(
      types.map((type) => [type, evaluation(ofType(test, type), threshold)]),
    ),
    baselines: {
      majority: thresholdScores(
        new Float32Array(labels.length),
        labels,
        whole.baseRate > 0.5 ? 0 : 1,
      ),
      position: positionResult(test, validation),
    },
  };
}

function evaluation(scored: ScoredExamples, threshold: number): RelevanceEvaluation {
  const scores = flat(scored.scoresNT);
  const labels = flatLabels(scored.examples);
  return {
    tokens: labels.length,
    baseRate: labels.reduce((sum, label) => sum + label, 0) / labels.length,
    averagePrecision: averagePrecision(scores, labels),
    atHalf: thresholdScores(scores, labels, 0.5),
    atBest: thresholdScores(scores, labels, threshold),
    calibrationError: calibrationError(scores, labels),
  };
}

function positionResult(
  test: ScoredExamples,
  validation: ScoredExamples,
): RelevanceReport["baselines"]["position"] {
  const scoreOf = new Map(
    [...new Set(test.examples.map(({ type }) => type))].map((type) => [
      type,
      positionBaseline(ofType(validation, type).examples.map(({ labels }) => labels)),
    ]),
  );
  const scored = ({ examples }: ScoredExamples): ScoredExamples => ({
    examples,
    scoresNT: examples.map(
      ({ type, tokens }) => scoreOf.get(type)?.(tokens.length) ?? new Float32Array(tokens.length),
    ),
  });
  const fitted = scored(validation);
  const threshold = bestThreshold(flat(fitted.scoresNT), flatLabels(fitted.examples));
  const result = evaluation(scored(test), threshold);
  return { averagePrecision: result.averagePrecision, atBest: result.atBest };
}

function ofType({ examples, scoresNT }: ScoredExamples, type: string): ScoredExamples {
  const places = [...examples.keys()].filter((n) => examples[n]!.type === type);
  return {
    examples: places.map((n) => examples[n]!),
    scoresNT: places.map((n) => scoresNT[n]!),
  };
}

function flat(rows: readonly Float32Array[]): Float32Array {
  const values = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0));
  let start = 0;
  for (const row of rows) {
    values.set(row, start);
    start += row.length;
  }
  return values;
}

function flatLabels(examples: readonly RelevanceExample[]): Uint8Array {
  return Uint8Array.from(examples.flatMap(({ labels }) => [...labels]));
}
