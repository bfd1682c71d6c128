/**
 * Expected calibration error: `sum_b (n_b / N) |mean label_b - mean score_b|` over equally wide bins
 * of the score.
 *
 * Source: Guo et al., arXiv 1706.04599 equation 3.
 *
 * @param probabilities in [0, 1], shape `[N]`
 * @param labels 0 or 1, shape `[N]`
 */
export function calibrationError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  bins = 10,
): number {
  const gaps = new Float64Array(bins);
  for (let i = 0; i < labels.length; i++) {
    const bin = Math.min(bins - 1, Math.floor(probabilities[i]! * bins));
    gaps[bin]! += labels[i]! - probabilities[i]!;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / labels.length;
}
