import type { Evaluation } from "./evaluate.ts";

/** The scalars of an evaluation by metric name, all under `eval/`. */
export function evaluationMetrics(evaluation: Evaluation | undefined): Record<string, number> {
  if (evaluation === undefined) return {};
  const { csr, aon, meanLength } = evaluation;
  return {
    "eval/rubrics/csr": csr.mean,
    "eval/rubrics/csr_low": csr.low,
    "eval/rubrics/csr_high": csr.high,
    "eval/rubrics/aon": aon.mean,
    "eval/rubrics/aon_low": aon.low,
    "eval/rubrics/aon_high": aon.high,
    "eval/completions/mean_length": meanLength,
  };
}
