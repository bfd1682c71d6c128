import { ShapeError, type Reward } from "@rtt/core";

/**
 * The share of weight that is satisfied, over the known criteria: `sum w [satisfied] / sum w`, in
 * [0, 1]; equals `satisfactionRate` where all weights are equal, NaN when no criterion is known.
 *
 * @throws ShapeError when there are not as many criteria as verdicts
 */
export const weighted: Reward = (verdictsK, criteriaK) => {
  if (criteriaK.length !== verdictsK.length)
    throw new ShapeError("criteria", `${verdictsK.length} as verdicts`, `${criteriaK.length}`);
  let satisfied = 0;
  let total = 0;
  verdictsK.forEach(({ status }, k) => {
    const weight = status === "unknown" ? 0 : (criteriaK[k]!.weight ?? 1);
    total += weight;
    if (status === "satisfied") satisfied += weight;
  });
  return satisfied / total;
};
