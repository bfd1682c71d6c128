/** What is taken when everything scored at least `score` is. */
export interface Cut {
  readonly score: number;
  /** Items taken. */
  readonly taken: number;
  /** Labelled items among them. */
  readonly hits: number;
}

/** One cut for each distinct score, from high to low: equal scores are never told apart. */
export function cuts(scores: ArrayLike<number>, labels: ArrayLike<number>): Cut[] {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).toSorted(
    (i, j) => scores[j]! - scores[i]!,
  );
  const result: Cut[] = [];
  let hits = 0;
  order.forEach((i, rank) => {
    hits += labels[i]!;
    const next = order[rank + 1];
    if (next === undefined || scores[next] !== scores[i])
      result.push({ score: scores[i]!, taken: rank + 1, hits });
  });
  return result;
}
