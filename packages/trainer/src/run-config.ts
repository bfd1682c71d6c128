import { execFile } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { promisify } from "node:util";

/** `config.json` of a run folder: what is needed to know and repeat the run. */
export interface RunConfig {
  /** When the run began, ISO 8601. */
  readonly started: string;
  /** Every setting of the run, defaults filled in. */
  readonly settings: unknown;
  /** Versions by package or program name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Commit of the working folder; null outside a git repository. */
  readonly commit: string | null;
  /** The engine that computes, in words. */
  readonly backend: string;
  readonly machine: {
    readonly platform: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryGb: number;
  };
}

/** Describes a run that begins now, on this machine. */
export async function describeRun({
  settings,
  versions,
  backend,
}: Pick<RunConfig, "settings" | "versions" | "backend">): Promise<RunConfig> {
  const processors = cpus();
  return {
    started: new Date().toISOString(),
    settings,
    versions: { node: process.versions.node, ...versions },
    commit: await headCommit(),
    backend,
    machine: {
      platform: `${process.platform}-${process.arch}`,
      processor: processors[0]?.model ?? "unknown",
      cores: processors.length,
      memoryGb: Math.round(totalmem() / 1e9),
    },
  };
}

async function headCommit(): Promise<string | null> {
  try {
    return (await promisify(execFile)("git", ["rev-parse", "HEAD"])).stdout.trim();
  } catch {
    return null;
  }
}
