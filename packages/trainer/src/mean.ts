/** Mean of the values that are not NaN; NaN when there is none. */
export function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** `sum_i weights[i] values[i] / sum_i weights[i]`; NaN when the weights are all 0. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const sum = values.reduce((total, value, i) => total + value * weights[i]!, 0);
  return sum / weights.reduce((total, weight) => total + weight, 0);
}
