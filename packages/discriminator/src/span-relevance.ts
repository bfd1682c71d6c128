import type { RelevanceModel, Rollout, Verdict } from "@rtt/core";
import { spanLabels } from "./span-labels.ts";

/** Options of `verdictLabels` and `spanRelevance`. */
export interface VerdictLabelOptions {
  /**
   * Marks the end-of-sequence token where the verdict rests on something missing: ending there is
   * what decided it. Default false: what is missing has no place.
   */
  readonly creditAbsence?: boolean;
}

/** The labels that a verifier's verdict gives to the tokens of a response, 0 or 1, shape `[T]`. */
export function verdictLabels(
  rollout: Pick<Rollout, "text" | "tokenSpans" | "stopReason">,
  verdict: Pick<Verdict, "spans" | "absence">,
  { creditAbsence = false }: VerdictLabelOptions = {},
): Uint8Array {
  const labels = spanLabels(rollout, verdict.spans);
  if (creditAbsence && verdict.absence && rollout.stopReason === "stop")
    labels[labels.length - 1] = 1;
  return labels;
}

/** Relevance from the verifiers' own spans: exactly 0 or 1, and no model. */
export function spanRelevance(options: VerdictLabelOptions = {}): RelevanceModel {
  return {
    relevance: async (requests) =>
      requests.map(({ rollout, verdictsK }) =>
        verdictsK.map((verdict) => Float32Array.from(verdictLabels(rollout, verdict, options))),
      ),
  };
}
