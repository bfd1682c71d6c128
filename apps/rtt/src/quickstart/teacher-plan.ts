import type { Random } from "@rtt/core";
import type { DrawnCriterion } from "./criterion-draw.ts";

/** What the teacher sets out to honour; fields of other criteria are absent. */
export interface Plan {
  readonly forbidden?: string;
  readonly mention?: string;
  readonly twice?: string;
  readonly bigram?: { readonly first: string; readonly second: string };
  readonly start?: string;
  readonly firstword?: string;
  readonly end?: string;
  readonly sentences?: number;
  readonly bullets?: number;
  readonly noComma: boolean;
  /** The number of words is limited: fewer sentences and shorter ones. */
  readonly short: boolean;
  readonly postscript: boolean;
  readonly quote: boolean;
}

/** Each criterion is honoured with probability `quality`. */
export function honouredPlan(
  criteria: readonly DrawnCriterion[],
  quality: number,
  random: Random,
): Plan {
  const honoured = criteria.filter(() => random.uniform() < quality);
  const nothing = { noComma: false, short: false, postscript: false, quote: false };
  return Object.assign(nothing, ...honoured.map(partOf)) as Plan;
}

function partOf({ family, kwargs }: DrawnCriterion): Partial<Plan> {
  const { word, ending, count, first, second } = kwargs as Record<string, string> &
    Record<"count", number>;
  const parts: Record<DrawnCriterion["family"], Partial<Plan>> = {
    forbid: { forbidden: word! },
    mention: { mention: word! },
    twice: { twice: word! },
    bigram: { bigram: { first: first!, second: second! } },
    start: { start: word! },
    firstword: { firstword: word! },
    end: { end: ending! },
    sentences: { sentences: count },
    bullets: { bullets: count },
    nocomma: { noComma: true },
    maxwords: { short: true },
    postscript: { postscript: true },
    quote: { quote: true },
  };
  return parts[family];
}
