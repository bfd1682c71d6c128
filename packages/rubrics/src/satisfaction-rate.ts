import type { Reward } from "@rtt/core";

/**
 * CSR: the share of the known criteria that are satisfied, in [0, 1]; NaN when none is known.
 * Source: equation 2 of the paper, constraint satisfaction rate.
 */
export const satisfactionRate: Reward = (verdictsK) => {
  const known = verdictsK.filter(({ status }) => status !== "unknown");
  return known.filter(({ status }) => status === "satisfied").length / known.length;
};
