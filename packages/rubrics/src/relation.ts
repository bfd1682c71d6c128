import type { Span, Verdict } from "@rtt/core";
import { oneOf, type Kwarg } from "./kwarg.ts";
import type { TextView } from "./text-view.ts";
import { verdict, whole } from "./verdicts.ts";

/** How a count is held against a limit. */
export type Relation = "at least" | "less than";

/** The argument that says which. */
export function relationKwarg(): Kwarg<Relation> {
  return oneOf("at least", "less than");
}

/** Whether `count` satisfies the relation to `limit`. */
function holds(count: number, relation: Relation, limit: number): boolean {
  return relation === "at least" ? count >= limit : count < limit;
}

/**
 * Verdict on a number of hits that can be pointed at. Score: 1 when satisfied, else `count / limit`
 * or `(limit - 1) / count`. Too many: the hits from the first one over the limit on.
 */
export function judgeHits(
  view: TextView,
  hits: readonly Span[],
  relation: Relation,
  limit: number,
  reason?: string,
): Verdict {
  const satisfied = holds(hits.length, relation, limit);
  const tooMany = !satisfied && relation === "less than";
  const score = tooMany ? Math.max(0, limit - 1) / Math.max(1, hits.length) : hits.length / limit;
  const diffuse = satisfied && hits.length === 0;
  return verdict(view, {
    satisfied,
    score: satisfied ? 1 : score,
    spans: diffuse ? [whole(view)] : hits.slice(tooMany ? Math.max(0, limit - 1) : 0),
    scope: diffuse ? "global" : "local",
    absence: !satisfied && !tooMany,
    ...(reason === undefined ? {} : { reason }),
  });
}

/**
 * Verdict on a number of units that make up the whole response (words, sentences). Score: 1 when
 * satisfied, else `1 - |count - nearest count that satisfies| / limit`, at least 0. Too many: all from
 * the first unit over the limit on.
 */
export function judgeLength(
  view: TextView,
  units: readonly Span[],
  relation: Relation,
  limit: number,
): Verdict {
  const satisfied = holds(units.length, relation, limit);
  const tooMany = !satisfied && relation === "less than";
  const nearest = relation === "at least" ? limit : limit - 1;
  const distance = Math.abs(units.length - nearest) / Math.max(1, limit);
  const excess = units[Math.max(0, limit - 1)];
  return verdict(view, {
    satisfied,
    score: satisfied ? 1 : Math.max(0, 1 - distance),
    spans: tooMany && excess ? [{ start: excess.start, end: view.text.length }] : [whole(view)],
    scope: "global",
    absence: !satisfied && !tooMany,
  });
}
