import type { Reward } from "@rtt/core";

/**
 * AON: 1 when every known criterion is satisfied, else 0; NaN when none is known.
 * Source: equation 2 of the paper, all-or-nothing form.
 */
export const allOrNothing: Reward = (verdictsK) => {
  const known = verdictsK.filter(({ status }) => status !== "unknown");
  if (known.length === 0) return Number.NaN;
  return Number(known.every(({ status }) => status === "satisfied"));
};
