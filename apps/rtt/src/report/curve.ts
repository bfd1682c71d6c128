import type { MetricsRecord } from "@rtt/core";
import { meanInterval } from "../statistics/interval.ts";

/** One step of a curve. Without a spread over runs `low` and `high` are the mean. */
export interface CurvePoint {
  readonly step: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Mean over runs of one metric at each step with its 95 % t interval. Runs without the metric are left out. */
export function curveOverRuns(
  runs: readonly (readonly MetricsRecord[])[],
  metric: string,
): CurvePoint[] {
  const valuesOf = new Map<number, number[]>();
  for (const record of runs.flat()) {
    const value = record[metric];
    if (value === undefined || value === null || !Number.isFinite(value)) continue;
    valuesOf.set(record.step, [...(valuesOf.get(record.step) ?? []), value]);
  }
  return [...valuesOf]
    .toSorted(([a], [b]) => a - b)
    .map(([step, values]) => {
      const { mean, halfWidth } = meanInterval(values);
      const half = Number.isNaN(halfWidth) ? 0 : halfWidth;
      return { step, mean, low: mean - half, high: mean + half };
    });
}
