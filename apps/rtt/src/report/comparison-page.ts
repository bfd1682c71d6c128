import type { ArmData } from "./arm-data.ts";
import { armCreditSection } from "./credit-section.ts";
import { differenceCharts } from "./difference-chart.ts";
import { discriminatorSection } from "./discriminator-section.ts";
import { html } from "./html.ts";
import { metricCharts } from "./metric-charts.ts";
import { page } from "./page.ts";
import { mostCriteria } from "./run-data.ts";
import { resultTable, type StartRates } from "./result-table.ts";
import { seriesKey } from "./series-style.ts";
import { settingsTable } from "./settings-table.ts";

/** Everything a comparison report shows. */
export interface ComparisonData {
  readonly title: string;
  /** One or two sentences: what was compared on what. */
  readonly lead: string;
  /** The first is the baseline. */
  readonly arms: readonly ArmData[];
  readonly start?: StartRates | undefined;
  /** Numbers of the discriminator by name, where one was trained. */
  readonly discriminator?: unknown;
}

/** The comparison as a document. */
export function renderComparison({
  title,
  lead,
  arms,
  start,
  discriminator,
}: ComparisonData): string {
  const metrics = arms.map(({ name, runs }) => ({
    name,
    runs: [...runs.values()].map((run) => run.metrics),
  }));
  const firstRuns = arms.flatMap(({ name, runs }) => {
    const run = runs.values().next().value;
    return run === undefined ? [] : [{ name, run }];
  });
  const oneSeed = arms.every(({ runs }) => runs.size === 1);
  return page(
    `${title} – RTT comparison`,
    html`<h1>${title}</h1>
      <p class="lead">${lead}</p>
      <h2>Result</h2>
      <p>
        CSR: share of criteria satisfied; AON: share of responses that satisfy all; both on held-out
        prompts. AUC: mean over the steps of the training batch's rate, which says how fast an arm
        learned.
        ${
          oneSeed
            ? "There is one seed: ± is half the 95 % interval over held-out prompts, and says nothing of how another run would end."
            : "± is half the 95 % t interval over seeds; differences are paired by seed."
        }
        Bold: the interval of a difference leaves 0 out. Intervals are not corrected for the number
        of comparisons.
      </p>
      ${resultTable(arms, start)} ${arms.length > 1 ? differenceCharts(arms) : undefined}
      <h2>Curves</h2>
      ${seriesKey(arms.map(({ name }) => name))}
      ${oneSeed ? undefined : html`<p class="lead">Line: mean over seeds. Band: its 95 % t interval.</p>`}
      ${metricCharts(metrics)}
      ${discriminator === undefined ? undefined : discriminatorSection(discriminator)}
      ${armCreditSection(arms)}
      <h2>Settings</h2>
      <p class="lead">Of each arm's first seed. Bold: the arms differ.</p>
      ${settingsTable(firstRuns.map(({ name, run }) => ({ name, settings: run.config.settings })))}`,
    mostCriteria(arms.flatMap(({ runs }) => [...runs.values()])),
  );
}
