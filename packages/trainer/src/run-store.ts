import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ConfigError, type MetricsRecord, type RolloutRecord } from "@rtt/core";
import { appendFlushed, onDisk, writeFolder, writeWhole } from "./disk.ts";
import type { EvaluationRecord } from "./evaluation-record.ts";
import { jsonLine, parseJsonLines } from "./json-lines.ts";
import { listCheckpoints, listRolloutSteps } from "./read-run.ts";
import type { RunConfig } from "./run-config.ts";
import { runFolder } from "./run-folder.ts";

/**
 * A run as a folder: `config.json`, `metrics.jsonl`, `evaluation.jsonl`, `rollouts/`,
 * `checkpoints/`. Lines are appended and flushed, whole files written and renamed, so that a kill at
 * any moment loses at most the step in progress.
 */
export class RunStore {
  readonly folder: string;
  /** Steps done when the store was opened: 0 for a new run. */
  readonly stepsDone: number;

  private constructor(folder: string, stepsDone: number) {
    this.folder = folder;
    this.stepsDone = stepsDone;
  }

  /**
   * Begins a run in a folder that is absent or empty.
   *
   * @throws ConfigError when the folder holds anything
   * @throws DataError when it cannot be written
   */
  static async create(folder: string, config: RunConfig): Promise<RunStore> {
    await onDisk(folder, () => mkdir(folder, { recursive: true }));
    const names = await onDisk(folder, () => readdir(folder));
    if (names.length > 0)
      throw new ConfigError(
        "out",
        `the folder ${folder} is not empty; name a new one, or remove it`,
      );
    await onDisk(folder, () => mkdir(runFolder.rollouts(folder)));
    await onDisk(folder, () => mkdir(runFolder.checkpoints(folder)));
    await writeWhole(runFolder.metrics(folder), "");
    await writeWhole(runFolder.evaluations(folder), "");
    await writeWhole(runFolder.config(folder), `${JSON.stringify(config, undefined, 2)}\n`);
    return new RunStore(folder, 0);
  }

  /**
   * Opens a run to go on after its last checkpoint (from the start where it has none). Records of
   * later steps, which will be done again, are dropped.
   */
  static async resume(folder: string): Promise<RunStore> {
    const stepsDone = (await listCheckpoints(folder)).at(-1) ?? 0;
    for (const path of [runFolder.metrics(folder), runFolder.evaluations(folder)]) {
      const text = await onDisk(path, () => readFile(path, "utf8"));
      const kept = parseJsonLines<{ step: number }>(path, text).filter(
        ({ step }) => step <= stepsDone,
      );
      await writeWhole(path, kept.map(jsonLine).join(""));
    }
    for (const step of await listRolloutSteps(folder))
      if (step > stepsDone) await rm(runFolder.rolloutsOf(folder, step));
    return new RunStore(folder, stepsDone);
  }

  async appendMetrics(record: MetricsRecord): Promise<void> {
    await appendFlushed(runFolder.metrics(this.folder), jsonLine(record));
  }

  async appendEvaluation(record: EvaluationRecord): Promise<void> {
    await appendFlushed(runFolder.evaluations(this.folder), jsonLine(record));
  }

  async writeRollouts(step: number, records: readonly RolloutRecord[]): Promise<void> {
    const packed = await promisify(gzip)(records.map(jsonLine).join(""));
    await writeWhole(runFolder.rolloutsOf(this.folder, step), packed);
  }

  /** Has the state after `step` steps saved into an empty folder; does nothing where it is already. */
  async saveCheckpoint(step: number, save: (folder: string) => Promise<void>): Promise<void> {
    if ((await listCheckpoints(this.folder)).includes(step)) return;
    await writeFolder(this.checkpointFolder(step), save);
  }

  /** Folder of the state after `step` steps. */
  checkpointFolder(step: number): string {
    return runFolder.checkpointOf(this.folder, step);
  }
}
