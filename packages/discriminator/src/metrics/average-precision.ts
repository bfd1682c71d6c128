import { cuts } from "./cuts.ts";

/**
 * Area under the precision-recall curve as a step function, without a threshold:
 * `AP = sum_i (recall[i] - recall[i-1]) precision[i]` over the distinct scores, high to low.
 * Equal scores are one step, so that their order does not matter.
 *
 * @param scores any reals, shape `[N]`
 * @param labels 0 or 1, shape `[N]`
 * @returns in [0, 1]; NaN where no label is 1
 */
export function averagePrecision(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  let before = 0;
  let sum = 0;
  for (const { taken, hits } of cuts(scores, labels)) {
    sum += (hits - before) * (hits / taken);
    before = hits;
  }
  return sum / before;
}
