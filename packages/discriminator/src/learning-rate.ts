/**
 * Learning rate at one step, from 1: linear to `peak` over the first `warmupSteps`, then a cosine
 * down to `floor` times the peak at the last step.
 */
export function cosineRate(
  step: number,
  {
    peak,
    steps,
    warmupSteps,
    floor,
  }: { peak: number; steps: number; warmupSteps: number; floor: number },
): number {
  if (step <= warmupSteps) return (peak * step) / warmupSteps;
  const progress = (step - warmupSteps) / Math.max(1, steps - warmupSteps);
  return peak * (floor + ((1 - floor) * (1 + Math.cos(Math.PI * progress))) / 2);
}
