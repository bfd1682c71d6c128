import { textLength, type Credit, type ScoredGroup } from "@rtt/core";
import { meanOf } from "./mean.ts";

/** What the credit assigner said of itself, each a mean over the groups that report it. */
export function creditMetrics(credits: readonly Credit[]): Record<string, number> {
  const names = new Set(credits.flatMap(({ diagnostics }) => Object.keys(diagnostics)));
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      meanOf(credits.map(({ diagnostics }) => diagnostics[name] ?? Number.NaN)),
    ]),
  );
}

/** Mean relevance over all rows and all tokens that carry text; nothing where there is none. */
export function relevanceMetrics(groups: readonly ScoredGroup[]): Record<string, number> {
  let sum = 0;
  let count = 0;
  for (const { rollouts, relevanceGKT } of groups)
    relevanceGKT?.forEach((rowsKT, g) => {
      const length = textLength(rollouts[g]!);
      for (const rowT of rowsKT) {
        for (let t = 0; t < length; t++) sum += rowT[t]!;
        count += length;
      }
    });
  return count > 0 ? { "relevance/mean": sum / count } : {};
}
