import type { MetricsRecord, RolloutRecord } from "@rtt/core";
import {
  listRolloutSteps,
  readEvaluations,
  readMetrics,
  readRollouts,
  readRunConfig,
  type EvaluationRecord,
  type RunConfig,
} from "@rtt/trainer";

/** What a report reads of a run folder. */
export interface RunData {
  readonly config: RunConfig;
  readonly metrics: readonly MetricsRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** Steps with rollouts: the first, the middle and the last that the folder holds. */
  readonly rollouts: readonly {
    readonly step: number;
    readonly records: readonly RolloutRecord[];
  }[];
}

/** Reads a run. Of its rollouts only three steps, since a long run holds gigabytes. */
export async function readRun(folder: string): Promise<RunData> {
  const config = await readRunConfig(folder);
  const steps = await listRolloutSteps(folder);
  const chosen = new Set([steps[0], steps[(steps.length - 1) >> 1], steps.at(-1)]);
  const rollouts = [];
  for (const step of chosen)
    if (step !== undefined) rollouts.push({ step, records: await readRollouts(folder, step) });
  return {
    config,
    metrics: await readMetrics(folder),
    evaluations: await readEvaluations(folder),
    rollouts,
  };
}

/** The largest number of criteria of a prompt in the rollouts that were read. */
export function mostCriteria(runs: Iterable<RunData>): number {
  const counts = [...runs].flatMap(({ rollouts }) =>
    rollouts.flatMap(({ records }) => records.map(({ criteria }) => criteria.length)),
  );
  return counts.reduce((most, count) => Math.max(most, count), 0);
}
