import { applyRows } from "./apply-rows.ts";
import { fitStandardization, type Standardization } from "./standardize.ts";
import type { TokenNormalization } from "./token-normalization.ts";

/**
 * Intra-sample token group normalization, the paper's choice (equation 6):
 * `z[g,k,t] = (r[g,k,t] - mean_t r[g,k]) / (std_t r[g,k] + epsilon)`, over the tokens of one
 * response and one criterion alone.
 *
 * Each row sums to 0: credit moves inside the response, its level is left alone. No other rollout
 * and no padding enters. A constant row gives exactly 0.
 *
 * Source: arXiv 2604.02795, intra-sample token group normalization.
 */
export function intraSample(options: Standardization = {}): TokenNormalization {
  return (valuesGKT) =>
    applyRows(valuesGKT, (g, k) => fitStandardization(valuesGKT[g]![k]!, options));
}
