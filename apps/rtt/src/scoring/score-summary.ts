import type { Verdict } from "@rtt/core";
import {
  allOrNothing,
  instructionMetrics,
  satisfactionRate,
  type InstructionMetrics,
} from "@rtt/rubrics";
import { rateInterval, type Proportion } from "../statistics/proportion.ts";
import type { CheckedResponse } from "./check-responses.ts";

/** What the verdicts on a data file come to. The prompt is the unit of the intervals. */
export interface ScoreSummary {
  readonly prompts: number;
  readonly responses: number;
  /** All-or-nothing: share of responses that satisfy every criterion. */
  readonly aon: { readonly strict: Proportion; readonly loose: Proportion };
  /** Share of a response's criteria that it satisfies. */
  readonly csr: { readonly strict: Proportion; readonly loose: Proportion };
  /** The official numbers under their official names. */
  readonly ifeval: InstructionMetrics;
}

/** Sums up checked responses, shape `[P][G]`. */
export function scoreSummary(checkedPG: readonly (readonly CheckedResponse[])[]): ScoreSummary {
  const over = (
    rate: (verdictsK: readonly Verdict[]) => number,
    side: "strictK" | "looseK",
  ): Proportion =>
    rateInterval(
      checkedPG.map((group) => meanKnown(group.map((response) => rate(response[side])))),
    );
  const both = (rate: (verdictsK: readonly Verdict[]) => number): ScoreSummary["aon"] => ({
    strict: over(rate, "strictK"),
    loose: over(rate, "looseK"),
  });
  return {
    prompts: checkedPG.length,
    responses: checkedPG.flat().length,
    aon: both((verdictsK) => allOrNothing(verdictsK, [])),
    csr: both((verdictsK) => satisfactionRate(verdictsK, [])),
    ifeval: instructionMetrics(checkedPG.flat()),
  };
}

function meanKnown(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
