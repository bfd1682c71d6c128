import type { TrainSettings } from "../config/train-settings.ts";

/** Models above this number of parameters are trained by LoRA unless asked otherwise. */
const FULL_TRAINING_LIMIT = 20e6;

/** The settings with those filled in whose default depends on the model. */
export type ResolvedSettings = Omit<TrainSettings, "loraRank" | "learningRate"> & {
  readonly loraRank: number;
  readonly learningRate: number;
};

/** Fills in LoRA's rank and the learning rate from the size of the model. */
export function withModelDefaults(settings: TrainSettings, parameters: number): ResolvedSettings {
  const loraRank = settings.loraRank ?? (parameters > FULL_TRAINING_LIMIT ? 16 : 0);
  return {
    ...settings,
    loraRank,
    learningRate: settings.learningRate ?? (loraRank > 0 ? 1e-4 : 1e-5),
  };
}
