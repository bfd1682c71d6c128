import type { LearningRate } from "./training-setup.ts";

/** Linear from `peak / warmupSteps` at step 1 to `peak` at step `warmupSteps`, then constant. */
export function constantWithWarmup(peak: number, warmupSteps: number): LearningRate {
  return (step) => peak * Math.min(1, step / Math.max(1, warmupSteps));
}
