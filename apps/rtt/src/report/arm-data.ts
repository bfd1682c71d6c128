import { meanInterval, pairedDifference, type Estimate } from "../statistics/interval.ts";
import type { RunData } from "./run-data.ts";

/** One arm of a comparison: its runs by seed. */
export interface ArmData {
  readonly name: string;
  readonly runs: ReadonlyMap<number, RunData>;
}

/** What arms are compared by, in the order of the table. */
export const OUTCOMES = [
  ["csr", "CSR"],
  ["aon", "AON"],
  ["auc-csr", "AUC CSR"],
  ["auc-aon", "AUC AON"],
] as const;

export type Outcome = (typeof OUTCOMES)[number][0];

/**
 * One number of each run of an arm by seed: `csr` and `aon` are the last held-out evaluation's,
 * `auc-*` the mean over the steps of the training batch's rate before its update. Runs that lack
 * the number are left out.
 */
export function outcomeBySeed({ runs }: ArmData, outcome: Outcome): Map<number, number> {
  return new Map(
    [...runs].flatMap(([seed, run]) => {
      const value = outcomeOf(run, outcome);
      return Number.isFinite(value) ? [[seed, value] as const] : [];
    }),
  );
}

function outcomeOf({ evaluations, metrics }: RunData, outcome: Outcome): number {
  if (outcome === "csr" || outcome === "aon")
    return evaluations.at(-1)?.[outcome].mean ?? Number.NaN;
  const name = outcome === "auc-csr" ? "rubrics/csr" : "rubrics/aon";
  const rates = metrics.flatMap((record) => record[name] ?? []).filter(Number.isFinite);
  return rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
}

/** Mean of an arm over its seeds; of a single run over its held-out prompts, where it has any. */
export function armEstimate(arm: ArmData, outcome: Outcome): Estimate {
  const prompts = outcomeByPrompt(arm, outcome);
  return meanInterval([...(prompts ?? outcomeBySeed(arm, outcome)).values()]);
}

/** Arm minus baseline, paired by seed; of single runs by held-out prompt. */
export function armDifference(arm: ArmData, baseline: ArmData, outcome: Outcome): Estimate {
  const treated = outcomeByPrompt(arm, outcome);
  const untreated = outcomeByPrompt(baseline, outcome);
  return treated === undefined || untreated === undefined
    ? pairedDifference(outcomeBySeed(arm, outcome), outcomeBySeed(baseline, outcome))
    : pairedDifference(treated, untreated);
}

/** Held-out rates of a single run by prompt; `undefined` where there are several runs or no rates. */
function outcomeByPrompt({ runs }: ArmData, outcome: Outcome): Map<string, number> | undefined {
  if (runs.size !== 1 || (outcome !== "csr" && outcome !== "aon")) return undefined;
  const rows = [...runs.values()][0]!.evaluations.at(-1)?.rows ?? [];
  if (rows.length === 0) return undefined;
  return new Map(rows.map((row) => [row.promptId, row[outcome]]));
}
