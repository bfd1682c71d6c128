import { readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { DataError, type MetricsRecord, type RolloutRecord } from "@rtt/core";
import { onDisk } from "./disk.ts";
import type { EvaluationRecord } from "./evaluation-record.ts";
import { parseJsonLines } from "./json-lines.ts";
import type { RunConfig } from "./run-config.ts";
import { runFolder, stepOfName } from "./run-folder.ts";

/**
 * `config.json` of a run.
 *
 * @throws DataError when the folder holds no run or the file is not JSON
 */
export async function readRunConfig(folder: string): Promise<RunConfig> {
  const path = runFolder.config(folder);
  const text = await onDisk(path, () => readFile(path, "utf8"));
  try {
    return JSON.parse(text) as RunConfig;
  } catch (error) {
    throw new DataError(path, 0, "is not JSON", { cause: error });
  }
}

/** The metrics of each step, in order. A last line cut off by a kill is left out. */
export async function readMetrics(folder: string): Promise<MetricsRecord[]> {
  return readLines<MetricsRecord>(runFolder.metrics(folder));
}

/** The evaluations of a run, in order; empty where there were none. */
export async function readEvaluations(folder: string): Promise<EvaluationRecord[]> {
  return readLines<EvaluationRecord>(runFolder.evaluations(folder));
}

/** The steps whose rollouts are stored, ascending. */
export async function listRolloutSteps(folder: string): Promise<number[]> {
  return listSteps(runFolder.rollouts(folder));
}

/** The steps after which a checkpoint was saved, ascending. */
export async function listCheckpoints(folder: string): Promise<number[]> {
  return listSteps(runFolder.checkpoints(folder));
}

/** The rollouts of one step. */
export async function readRollouts(folder: string, step: number): Promise<RolloutRecord[]> {
  const path = runFolder.rolloutsOf(folder, step);
  const packed = await onDisk(path, () => readFile(path));
  let text: string;
  try {
    text = (await promisify(gunzip)(packed)).toString("utf8");
  } catch (error) {
    throw new DataError(path, 0, "is not a whole gzip file", { cause: error });
  }
  return parseJsonLines<RolloutRecord>(path, text);
}

async function readLines<Line>(path: string): Promise<Line[]> {
  const text = await onDisk(path, () => readFile(path, "utf8"));
  return parseJsonLines<Line>(path, text);
}

async function listSteps(path: string): Promise<number[]> {
  const names = await onDisk(path, () => readdir(path));
  const steps = names.map(stepOfName).filter((step) => step !== undefined);
  return steps.toSorted((a, b) => a - b);
}
