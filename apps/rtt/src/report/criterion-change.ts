import type { MetricsRecord } from "@rtt/core";

/** How often one criterion type is satisfied at the two ends of a run, in [0, 1]. */
export interface CriterionChange {
  readonly type: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Mean satisfaction of each criterion type over the first and over the last fifth of the steps (at
 * least one), best improved first. Types that one of the two ends lacks are left out.
 */
export function criterionChanges(metrics: readonly MetricsRecord[]): CriterionChange[] {
  const fifth = Math.max(1, Math.round(metrics.length / 5));
  const types = new Set(
    metrics.flatMap((record) =>
      Object.keys(record).flatMap((name) => /^rewards\/(.+)\/mean$/.exec(name)?.[1] ?? []),
    ),
  );
  return [...types]
    .map((type) => {
      const name = `rewards/${type}/mean`;
      const meanOver = (records: readonly MetricsRecord[]): number => {
        const values = records.map((record) => record[name] ?? Number.NaN).filter(Number.isFinite);
        return values.reduce((sum, value) => sum + value, 0) / values.length;
      };
      return {
        type,
        before: meanOver(metrics.slice(0, fifth)),
        after: meanOver(metrics.slice(-fifth)),
      };
    })
    .filter(({ before, after }) => Number.isFinite(before) && Number.isFinite(after))
    .toSorted((a, b) => b.after - b.before - (a.after - a.before));
}
