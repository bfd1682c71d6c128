import type { Criterion, Prompt, Scorer, Verdict } from "@rtt/core";
import type { LinguisticData } from "./linguistic-data.ts";
import { looseVariants } from "./loose-variants.ts";
import { isBlank } from "./python/characters.ts";
import { textView, type TextView } from "./text-view.ts";
import { validateCriteria } from "./validate-criteria.ts";
import { unknown } from "./verdicts.ts";
import type { VerifierTable } from "./verifier.ts";

/** How responses are held against criteria. */
export interface ScorerSettings {
  /** Whether the response may also pass without its markup, first or last line; false where absent. */
  readonly loose?: boolean;
}

/**
 * A scorer that checks by program: every criterion whose verifier is in the table. Criteria for a
 * judge are `unknown`; a blank response violates everything.
 *
 * The scorer throws ConfigError, before it checks anything, where `validateCriteria` does.
 */
export function scorer(
  table: VerifierTable,
  data?: LinguisticData,
  settings: ScorerSettings = {},
): (...args: Parameters<Scorer>) => Verdict[][] {
  const evaluate = settings.loose ? evaluateLoose : evaluateStrict;
  return (prompt: Prompt, rollouts) => {
    validateCriteria([prompt], table);
    return rollouts.map(({ text }) => evaluate(textView(text, data), prompt.criteria, table));
  };
}

function evaluateStrict(
  view: TextView,
  criteria: readonly Criterion[],
  table: VerifierTable,
): Verdict[] {
  return criteria.map(({ check }) => {
    if ("judge" in check) return unknown("a judge is needed for this criterion");
    if (isBlank(view.text)) return blankResponse;
    return table[check.verifier]!.check(view, check.kwargs);
  });
}

/** Satisfied where one of the eight variants is; the spans are then those of the first such variant. */
function evaluateLoose(
  view: TextView,
  criteria: readonly Criterion[],
  table: VerifierTable,
): Verdict[] {
  const variants = looseVariants(view);
  return evaluateStrict(view, criteria, table).map((strict, k) => {
    const { check } = criteria[k]!;
    if (strict.status !== "violated" || "judge" in check) return strict;
    for (const variant of variants()) {
      const verdict = table[check.verifier]!.check(variant.view, check.kwargs);
      if (verdict.status === "satisfied")
        return { ...verdict, spans: verdict.spans.map(variant.toOriginal) };
    }
    return strict;
  });
}

const blankResponse: Verdict = {
  status: "violated",
  score: 0,
  spans: [],
  scope: "global",
  absence: true,
  reason: "blank response",
};
