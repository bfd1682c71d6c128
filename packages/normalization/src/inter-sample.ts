import { applyRows } from "./apply-rows.ts";
import { fitStandardization, type Standardization } from "./standardize.ts";
import type { TokenNormalization } from "./token-normalization.ts";

/**
 * Inter-sample token group normalization, the paper's ablation: mean and scale of criterion k over
 * all tokens of all rollouts of the group.
 *
 * Long responses own the mean: lengths 2 (satisfied) and 6 (violated) with relevance 1 everywhere
 * give +1.73 and -0.58.
 *
 * Source: arXiv 2604.02795, inter-sample partitioning.
 */
export function interSample(options: Standardization = {}): TokenNormalization {
  return (valuesGKT) => {
    const criteria = valuesGKT[0]?.length ?? 0;
    const transformsK = Array.from({ length: criteria }, (_, k) =>
      fitStandardization(
        Float64Array.from(valuesGKT.flatMap((valuesKT) => [...valuesKT[k]!])),
        options,
      ),
    );
    return applyRows(valuesGKT, (_, k) => transformsK[k]);
  };
}
