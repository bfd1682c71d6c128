import { join } from "node:path";

/** Where things lie in a run folder. Steps count from 1; checkpoint n holds the state after step n. */
export const runFolder = {
  config: (folder: string): string => join(folder, "config.json"),
  metrics: (folder: string): string => join(folder, "metrics.jsonl"),
  evaluations: (folder: string): string => join(folder, "evaluation.jsonl"),
  rollouts: (folder: string): string => join(folder, "rollouts"),
  rolloutsOf: (folder: string, step: number): string =>
    join(folder, "rollouts", `${stepName(step)}.jsonl.gz`),
  checkpoints: (folder: string): string => join(folder, "checkpoints"),
  checkpointOf: (folder: string, step: number): string =>
    join(folder, "checkpoints", stepName(step)),
} as const;

/** The step in a name made by `runFolder`; undefined for other names. */
export function stepOfName(name: string): number | undefined {
  const digits = /^step-(\d{6,})(?:\.jsonl\.gz)?$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function stepName(step: number): string {
  return `step-${String(step).padStart(6, "0")}`;
}
