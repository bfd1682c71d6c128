import { readFile, writeFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { DataError } from "@rtt/core";
import { z } from "zod";
import type { ArmData } from "./arm-data.ts";
import { renderComparison } from "./comparison-page.ts";
import { readRun, type RunData } from "./run-data.ts";

const comparisonSchema = z.object({
  title: z.string(),
  /** One or two sentences: what was compared on what. */
  lead: z.string(),
  /** Held-out rates before training. */
  start: z.object({ csr: z.number(), aon: z.number() }).optional(),
  /** Numbers of the discriminator by name, where one was trained. */
  discriminator: z.record(z.string(), z.unknown()).optional(),
  /** The first is the baseline. Run folders are relative to the comparison's folder. */
  arms: z
    .array(
      z.object({
        name: z.string(),
        runs: z.array(z.object({ seed: z.int(), folder: z.string() })).min(1),
      }),
    )
    .min(1),
});

/** `comparison.json` of a folder that holds several runs. */
export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * Writes `report.html` beside the `comparison.json` of a folder.
 *
 * @returns its path
 * @throws DataError when the file is not a comparison or names a run outside the folder
 */
export async function writeComparisonReport(folder: string): Promise<string> {
  const { arms, ...rest } = await readComparison(folder);
  const armData: ArmData[] = [];
  for (const { name, runs } of arms) {
    const bySeed = new Map<number, RunData>();
    for (const run of runs) bySeed.set(run.seed, await readRun(insideOf(folder, run.folder)));
    armData.push({ name, runs: bySeed });
  }
  const path = join(folder, "report.html");
  await writeFile(path, renderComparison({ ...rest, arms: armData }));
  return path;
}

async function readComparison(folder: string): Promise<Comparison> {
  const path = join(folder, "comparison.json");
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DataError(path, 0, "is not JSON", { cause: error });
  }
  const result = comparisonSchema.safeParse(value);
  if (result.success) return result.data;
  const { path: field, message } = result.error.issues[0]!;
  throw new DataError(path, 0, `${field.join(".")}: ${message.replace(/^.*?: /, "")}`);
}

function insideOf(folder: string, inner: string): string {
  const path = resolve(folder, inner);
  if (!path.startsWith(resolve(folder) + sep))
    throw new DataError(join(folder, "comparison.json"), 0, `names a run outside: ${inner}`);
  return path;
}
