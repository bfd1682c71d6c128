import { ConfigError } from "@rtt/core";
import type { TrainingSettings } from "./training-setup.ts";

/** @throws ConfigError naming the setting that is out of range */
export function checkSettings(settings: TrainingSettings): void {
  expectWhole("steps", settings.steps, 1);
  expectWhole("numGenerations", settings.numGenerations, 1);
  expectWhole("numIterations", settings.numIterations, 1);
  expectWhole("saveEvery", settings.saveEvery, 0);
}

function expectWhole(field: string, value: number | undefined, least: number): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least))
    throw new ConfigError(field, `must be a whole number from ${least}, got ${value}`);
}
