import type { Span } from "./span.ts";

/** Outcome of one criterion on one response. */
export interface Verdict {
  /** `unknown`: no verdict could be reached; it leaves every mean instead of counting as 0. */
  readonly status: "satisfied" | "violated" | "unknown";
  /** Graded satisfaction in [0, 1]; NaN when unknown. Independent of `status`. */
  readonly score: number;
  /** The pieces of text that decided it; sorted, disjoint, never empty pieces. */
  readonly spans: readonly Span[];
  /** `global`: the whole response decides (style, length, language). */
  readonly scope: "local" | "global";
  /** What is missing has no characters: the verdict rests on something absent from the response. */
  readonly absence: boolean;
  /** Why, where it is not plain; always present when unknown. */
  readonly reason?: string;
}

/** The verdict as the sign of equation 1: +1 satisfied, -1 violated, NaN unknown. */
export function verdictSign(verdict: Pick<Verdict, "status">): number {
  if (verdict.status === "unknown") return Number.NaN;
  return verdict.status === "satisfied" ? 1 : -1;
}
