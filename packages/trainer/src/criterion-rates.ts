import type { Criterion, Prompt, Verdict } from "@rtt/core";

/** How often one kind of criterion is satisfied. */
export interface TypeRate {
  /** Share of satisfied verdicts among the known ones, in [0, 1]. */
  readonly mean: number;
  /** Known verdicts. */
  readonly count: number;
}

/** Satisfaction by verifier id (`judge` for judged criteria) over all known verdicts of some groups. */
export function criterionRates(
  groups: readonly {
    readonly prompt: Prompt;
    readonly verdictsGK: readonly (readonly Verdict[])[];
  }[],
): Record<string, TypeRate> {
  const known = groups.flatMap(({ prompt, verdictsGK }) =>
    verdictsGK.flatMap((verdictsK) =>
      verdictsK.map(({ status }, k) => ({ status, type: criterionType(prompt.criteria[k]!) })),
    ),
  );
  const tally = new Map<string, { satisfied: number; count: number }>();
  for (const { status, type } of known) {
    if (status === "unknown") continue;
    const { satisfied, count } = tally.get(type) ?? { satisfied: 0, count: 0 };
    tally.set(type, {
      satisfied: satisfied + Number(status === "satisfied"),
      count: count + 1,
    });
  }
  return Object.fromEntries(
    [...tally].map(([type, { satisfied, count }]) => [type, { mean: satisfied / count, count }]),
  );
}

function criterionType({ check }: Criterion): string {
  return "verifier" in check ? check.verifier : "judge";
}
