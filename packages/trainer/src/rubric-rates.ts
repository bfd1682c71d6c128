import type { Verdict } from "@rtt/core";

/** What the verdicts of one response come to, whatever its reward is. */
export interface RubricRates {
  /** Share of satisfied criteria among the known verdicts, in [0, 1]; NaN when none is known. */
  readonly csr: number;
  /** 1 when every known verdict is satisfied, else 0; NaN when none is known. */
  readonly aon: number;
}

export function rubricRates(verdictsK: readonly Pick<Verdict, "status">[]): RubricRates {
  const known = verdictsK.filter(({ status }) => status !== "unknown");
  const satisfied = known.filter(({ status }) => status === "satisfied").length;
  if (known.length === 0) return { csr: Number.NaN, aon: Number.NaN };
  return { csr: satisfied / known.length, aon: Number(satisfied === known.length) };
}
