import type { RolloutRecord } from "@rtt/core";

/** One way to colour the tokens of a rollout. */
export interface CreditView {
  /** `total`, `token`, `c<k>` (credit of criterion k) or `r<k>` (relevance to criterion k). */
  readonly id: string;
  readonly kind: "total" | "token" | "criterion" | "relevance";
  /** Shape `[T]`. */
  readonly valuesT: readonly number[];
}

/** The views that a record holds numbers for; `total` always, and always first. */
export function creditViews(record: RolloutRecord): CreditView[] {
  const { advantages, criterionCredit, relevance } = record;
  const views: CreditView[] = [{ id: "total", kind: "total", valuesT: advantages }];
  if (criterionCredit.length > 0) {
    const tokenT = advantages.map((_, t) =>
      criterionCredit.reduce((sum, rowT) => sum + (rowT[t] ?? 0), 0),
    );
    views.push({ id: "token", kind: "token", valuesT: tokenT });
  }
  criterionCredit.forEach((valuesT, k) => views.push({ id: `c${k}`, kind: "criterion", valuesT }));
  relevance?.forEach((valuesT, k) => views.push({ id: `r${k}`, kind: "relevance", valuesT }));
  return views;
}

/** The largest absolute value of each kind of view: what full colour stands for. */
export type CreditLimits = Readonly<Record<CreditView["kind"], number>>;

/** Limits over several rollouts, so that their colours can be compared; relevance always ends at 1. */
export function creditLimits(views: readonly CreditView[]): CreditLimits {
  const limits = { total: 0, token: 0, criterion: 0, relevance: 1 };
  for (const { kind, valuesT } of views)
    for (const value of valuesT) limits[kind] = Math.max(limits[kind], Math.abs(value));
  return limits;
}
