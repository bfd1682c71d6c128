/**
 * Splits sequences into batches to be padded: sorted by length, so that little is padding, each of
 * at most `maxTokens` tokens with it (a longer sequence stands alone).
 *
 * @param lengths tokens of each sequence, shape `[N]`
 * @returns places in `lengths`, each once, longest first
 */
export function microBatches(lengths: readonly number[], maxTokens: number): number[][] {
  const order = [...lengths.keys()].toSorted((i, j) => lengths[j]! - lengths[i]! || i - j);
  const batches: number[][] = [];
  for (const place of order) {
    const last = batches.at(-1);
    const width = last === undefined ? 0 : lengths[last[0]!]!;
    if (last !== undefined && (last.length + 1) * width <= maxTokens) last.push(place);
    else batches.push([place]);
  }
  return batches;
}
