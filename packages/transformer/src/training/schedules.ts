/** Factor of the learning rate at a step, counted from 1. */
export type Schedule = (step: number) => number;

/** Rises linearly to 1 over the first steps, then stays. */
export function linearWarmUp(warmUpSteps: number): Schedule {
  return (step) => Math.min(1, step / Math.max(1, warmUpSteps));
}

/** Linear warm-up, then half a cosine from 1 down to `floor` at the last step. */
export function cosine(steps: number, warmUpSteps: number, floor: number): Schedule {
  return (step) => {
    if (step <= warmUpSteps) return step / warmUpSteps;
    const progress = Math.min(1, (step - warmUpSteps) / Math.max(1, steps - warmUpSteps));
    return floor + ((1 - floor) * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}
