import type { Transform } from "./standardize.ts";
import type { NormalizedRows, TokenRows } from "./token-normalization.ts";

/** Applies the transform of each (rollout, criterion) to the row's cells inside the statistics. */
export function applyRows(
  valuesGKT: TokenRows,
  transformOf: (g: number, k: number) => Transform,
): NormalizedRows {
  let rows = 0;
  let flatRows = 0;
  const rowsGKT = valuesGKT.map((valuesKT, g) =>
    valuesKT.map((valuesT, k) => {
      if (!valuesT.some(Number.isFinite)) return new Float64Array(valuesT.length);
      const transform = transformOf(g, k);
      rows += 1;
      if (transform === undefined) {
        flatRows += 1;
        return new Float64Array(valuesT.length);
      }
      return valuesT.map((value) => (Number.isFinite(value) ? transform(value) : 0));
    }),
  );
  return { rowsGKT, rows, flatRows };
}
