import type { MetricsRecord } from "@rtt/core";
import { textTable } from "../commands/text-table.ts";

const SHOWN = [
  ["reward", "reward"],
  ["rubrics/csr", "criteria satisfied (CSR)"],
  ["rubrics/aon", "all criteria satisfied (AON)"],
  ["completions/mean_length", "response length, tokens"],
  ["entropy", "entropy, nats"],
  ["grad_norm", "gradient norm"],
  ["tokens_per_second/sample", "sampling, tokens/s"],
  ["tokens_per_second/train", "training, tokens/s"],
  ["memory/peak_rss_gb", "peak memory, GB"],
] as const;

/** First step, last step and mean of a run's main metrics, as a table for a terminal. */
export function runSummaryTable(metrics: readonly MetricsRecord[]): string {
  const rows = SHOWN.flatMap(([name, label]) => {
    const values = metrics.flatMap((record) => record[name] ?? []);
    if (values.length === 0) return [];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [[label, ...[values[0]!, values.at(-1)!, mean].map((value) => value.toFixed(3))]];
  });
  return textTable([["", "first step", "last step", "mean"], ...rows]);
}
