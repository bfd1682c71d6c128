import { cuts } from "./cuts.ts";

/** How predictions `score >= threshold` compare with the labels. */
export interface ThresholdScores {
  readonly threshold: number;
  /** Hits among the predicted; 0 where nothing is predicted. */
  readonly precision: number;
  /** Hits among the labelled; 0 where nothing is labelled. */
  readonly recall: number;
  /** Harmonic mean of precision and recall; 0 without a hit. */
  readonly f1: number;
  readonly accuracy: number;
}

/** Scores of shape `[N]` against labels 0 or 1 at one threshold. */
export function thresholdScores(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  threshold: number,
): ThresholdScores {
  let hits = 0;
  let predicted = 0;
  let labelled = 0;
  for (let i = 0; i < labels.length; i++) {
    const positive = Number(scores[i]! >= threshold);
    predicted += positive;
    labelled += labels[i]!;
    hits += positive * labels[i]!;
  }
  return {
    threshold,
    precision: predicted > 0 ? hits / predicted : 0,
    recall: labelled > 0 ? hits / labelled : 0,
    f1: hits > 0 ? (2 * hits) / (predicted + labelled) : 0,
    accuracy: 1 - (predicted + labelled - 2 * hits) / labels.length,
  };
}

/**
 * The score that, taken as threshold, gives the largest F1; the largest such score. To be found on
 * other data than it is reported on. Infinity where no label is 1.
 */
export function bestThreshold(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const labelled = Array.from(labels).reduce((sum, label) => sum + label, 0);
  let best = { f1: 0, threshold: Number.POSITIVE_INFINITY };
  for (const { score, taken, hits } of cuts(scores, labels)) {
    const f1 = (2 * hits) / (taken + labelled);
    if (f1 > best.f1) best = { f1, threshold: score };
  }
  return best.threshold;
}
