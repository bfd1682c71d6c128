import type { MetricsRecord } from "@rtt/core";
import { curveOverRuns } from "./curve.ts";
import { curveChart } from "./curve-chart.ts";
import { html, type Html } from "./html.ts";

/** The runs of one arm (one a seed). */
export interface ArmMetrics {
  readonly name: string;
  readonly runs: readonly (readonly MetricsRecord[])[];
}

/** Metric, caption, explanation: what a reader looks at first, in this order. */
const FIRST = [
  ["eval/rubrics/csr", "CSR, held out", "share of criteria satisfied on held-out prompts"],
  ["eval/rubrics/aon", "AON, held out", "share of responses that satisfy all criteria"],
  ["rubrics/csr", "Criteria satisfied (CSR)", "share of all criteria, training batch"],
  ["rubrics/aon", "All criteria satisfied (AON)", "share of responses, training batch"],
  ["reward", "Reward", "what is optimized, mean over the step"],
  ["completions/mean_length", "Response length", "tokens"],
  ["entropy", "Entropy", "nats a token; a fall to 0 is collapse"],
  ["grad_norm", "Gradient norm", "before clipping"],
] as const;

const THEN = [
  ["credit/token_to_response", "Token part to response part", "ratio of the norms of credit"],
  ["credit/flat_rows", "Flat credit rows", "share of (response, criterion) without token signal"],
  ["credit/coverage", "Verdicts known", "share of all verdicts"],
  ["relevance/mean", "Relevance", "mean over tokens and criteria"],
  ["frac_reward_zero_std", "Groups without contrast", "share whose rewards are all equal"],
  ["completions/clipped_ratio", "Cut responses", "share that hit the length limit"],
] as const;

/** The charts of the metrics that the arms have: the main ones, then credit, then all others folded away. */
export function metricCharts(arms: readonly ArmMetrics[]): Html {
  const names = new Set(
    arms.flatMap(({ runs }) => runs.flatMap((run) => run.flatMap((record) => Object.keys(record)))),
  );
  const draw = (metric: string, caption: string, explanation: string): Html | undefined => {
    if (!names.delete(metric)) return undefined;
    const series = arms.map(({ name, runs }) => ({ name, points: curveOverRuns(runs, metric) }));
    return series.every(({ points }) => points.length < 2)
      ? undefined
      : curveChart(caption, explanation, series);
  };
  names.delete("step");
  const main = FIRST.map(([metric, caption, explanation]) => draw(metric, caption, explanation));
  const then = THEN.filter(([metric]) => moves(arms, metric)).map(
    ([metric, caption, explanation]) => draw(metric, caption, explanation),
  );
  const others = [...names]
    .filter((name) => !/^rewards\/|^eval\/.*_(low|high)$/.test(name))
    .toSorted()
    .flatMap((name) => draw(name, name, "") ?? []);
  return html`<div class="charts">${main}${then}</div>
    ${
      others.length > 0
        ? html`<details>
            <summary>All other metrics (${others.length})</summary>
            <div class="charts">${others}</div>
          </details>`
        : undefined
    }`;
}

/** Whether a metric takes more than one value. */
function moves(arms: readonly ArmMetrics[], metric: string): boolean {
  const values = arms.flatMap(({ runs }) => runs.flatMap((run) => run.map((step) => step[metric])));
  return new Set(values.filter((value) => value !== undefined)).size > 1;
}
