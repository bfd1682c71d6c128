import type { Evaluation } from "@rtt/trainer";
import { textTable } from "../commands/text-table.ts";
import { meanInterval, pairedDifference, type Estimate } from "../statistics/interval.ts";
import type { ArmResult } from "./run-arm.ts";

const metrics = ["CSR", "AON", "AUC CSR", "AUC AON"] as const;
type Metric = (typeof metrics)[number];

/**
 * The comparison for a terminal: each arm's held-out rates and learning speed, and the differences to
 * the first arm. With several seeds the intervals are Student's over seeds. A single seed has
 * intervals over its held-out prompts alone, which say nothing of how another run would end.
 */
export function resultTable(start: Evaluation, results: readonly ArmResult[]): string {
  const arms = [...new Set(results.map(({ arm }) => arm))];
  const of = (arm: string): ArmResult[] => results.filter((result) => result.arm === arm);
  const single = of(arms[0]!).length === 1;
  const rows = arms.map((arm) => [
    arm,
    ...metrics.map((metric) => shown(armEstimate(of(arm), metric))),
  ]);
  const differences = arms
    .slice(1)
    .map((arm) => [
      `${arm} minus ${arms[0]}`,
      ...metrics.map((metric) => signed(difference(of(arm), of(arms[0]!), metric))),
    ]);
  const startRow = ["start", shown(overPrompts(start, "csr")), shown(overPrompts(start, "aon"))];
  const note = single
    ? "± 95 % over held-out prompts; one seed says nothing of how another run would end (--seeds N)."
    : `± 95 % Student t over ${of(arms[0]!).length} seeds, differences paired by seed.`;
  return [
    textTable([["", ...metrics], startRow, ...rows, ...differences]),
    "CSR: share of criteria met; AON: responses that meet all; held out. AUC: mean over training.",
    `${note} A difference whose interval includes 0 is no finding.`,
  ].join("\n");
}

function armEstimate(results: readonly ArmResult[], metric: Metric): Estimate {
  const [only, ...others] = results;
  if (others.length > 0) return meanInterval(results.map((result) => valueOf(result, metric)));
  if (metric === "CSR") return overPrompts(only!.final, "csr");
  if (metric === "AON") return overPrompts(only!.final, "aon");
  return { count: 1, mean: valueOf(only!, metric), halfWidth: Number.NaN };
}

function difference(
  treated: readonly ArmResult[],
  baseline: readonly ArmResult[],
  metric: Metric,
): Estimate {
  const bySeed = (results: readonly ArmResult[]): Map<number, number> =>
    new Map(results.map((result) => [result.seed, valueOf(result, metric)]));
  if (treated.length > 1 || metric.startsWith("AUC"))
    return pairedDifference(bySeed(treated), bySeed(baseline));
  const rate = metric === "CSR" ? "csr" : "aon";
  const others = new Map(baseline[0]!.final.rows.map((row) => [row.promptId, row[rate]]));
  return meanInterval(treated[0]!.final.rows.map((row) => row[rate] - others.get(row.promptId)!));
}

function valueOf({ final, aucCsr, aucAon }: ArmResult, metric: Metric): number {
  if (metric === "CSR") return final.csr.mean;
  if (metric === "AON") return final.aon.mean;
  return metric === "AUC CSR" ? aucCsr : aucAon;
}

function overPrompts({ rows }: Evaluation, rate: "csr" | "aon"): Estimate {
  return meanInterval(rows.map((row) => row[rate]));
}

function shown({ mean, halfWidth }: Estimate): string {
  return Number.isNaN(halfWidth) ? mean.toFixed(3) : `${mean.toFixed(3)} ± ${halfWidth.toFixed(3)}`;
}

function signed(estimate: Estimate): string {
  return `${estimate.mean < 0 ? "" : "+"}${shown(estimate)}`;
}
