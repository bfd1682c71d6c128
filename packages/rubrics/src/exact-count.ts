import type { Span, Verdict } from "@rtt/core";
import type { TextView } from "./text-view.ts";
import { verdict, whole } from "./verdicts.ts";

/**
 * Verdict on a number of units that must be exactly `limit`. Score: 1 when satisfied, else
 * `1 - |count - limit| / limit`, at least 0. Too many: the units over the limit.
 */
export function judgeExactCount(view: TextView, units: readonly Span[], limit: number): Verdict {
  const satisfied = units.length === limit;
  const diffuse = satisfied && limit === 0;
  const distance = Math.abs(units.length - limit) / Math.max(1, limit);
  return verdict(view, {
    satisfied,
    score: satisfied ? 1 : Math.max(0, 1 - distance),
    spans: diffuse ? [whole(view)] : units.length > limit ? units.slice(limit) : units,
    scope: diffuse ? "global" : "local",
    absence: units.length < limit,
  });
}
