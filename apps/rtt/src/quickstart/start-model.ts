import { join } from "node:path";
import { loadModelFolder, saveModelFolder, type LoadedModel } from "@rtt/transformer";
import type { TextOutput } from "../commands/terminal.ts";
import { shippedWarmUp } from "./checkpoint.ts";
import { policyConfig, tokenizerFiles, untrained } from "./model.ts";
import { progressLine } from "./progress-line.ts";
import { warmUp, warmUpSteps } from "./warm-up.ts";

/** Seed of the warm-up that ships. */
export const shippedSeed = 0;

/** The model that all arms start from: the one that ships, or one made anew in `folder`. */
export async function startModel(
  fromScratch: boolean,
  folder: string,
  errors: TextOutput,
  signal: AbortSignal,
): Promise<LoadedModel> {
  if (!fromScratch) return shippedWarmUp();
  await makeWarmUp(join(folder, "warm-up"), errors, signal);
  return loadModelFolder(join(folder, "warm-up"));
}

/** Makes the warm-up in a new folder, as the one that ships was made. */
export async function makeWarmUp(
  folder: string,
  errors: TextOutput,
  signal?: AbortSignal,
): Promise<void> {
  const decoder = untrained(policyConfig, shippedSeed);
  const progress = progressLine(errors, "warm-up");
  await warmUp(decoder, shippedSeed, ({ step }) => progress.show(step / warmUpSteps), signal);
  progress.close();
  const weights = await decoder.exportWeights();
  await saveModelFolder(folder, { config: policyConfig, weights, files: tokenizerFiles });
  decoder.dispose();
}
