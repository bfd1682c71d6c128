import { writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { runCreditSection } from "./credit-section.ts";
import { criterionChanges } from "./criterion-change.ts";
import { criterionChart } from "./criterion-chart.ts";
import { html, type Html } from "./html.ts";
import { metricCharts } from "./metric-charts.ts";
import { page } from "./page.ts";
import { mostCriteria, readRun, type RunData } from "./run-data.ts";
import { runTiles } from "./run-summary.ts";
import { settingsTable } from "./settings-table.ts";
import { tiles } from "./tiles.ts";

/**
 * Writes `report.html` into a run folder: curves, criteria, token credit, settings. One file that
 * needs no network.
 *
 * @returns its path
 * @throws DataError when the folder holds no run
 */
export async function writeRunReport(folder: string): Promise<string> {
  const run = await readRun(folder);
  const path = join(folder, "report.html");
  await writeFile(path, renderRunReport(basename(resolve(folder)), run));
  return path;
}

/** The report as a document; `name` stands in its title. */
export function renderRunReport(name: string, run: RunData): string {
  const { config, metrics } = run;
  const changes = criterionChanges(metrics);
  return page(
    `${name} – RTT run`,
    html`<h1>${name}</h1>
      <p class="lead">
        Begun ${config.started.slice(0, 16).replace("T", " ")} UTC on ${config.backend},
        ${config.machine.processor}, ${config.machine.cores} cores.
      </p>
      ${notesOf(config.settings)}${tiles(runTiles(run))}
      <h2>Curves</h2>
      ${metricCharts([{ name, runs: [metrics] }])}
      ${
        changes.length > 0
          ? html`<h2>Criteria</h2>
              ${criterionChart(changes)}`
          : undefined
      }
      ${runCreditSection(run)}
      <h2>Settings</h2>
      ${settingsTable([{ name: "value", settings: config.settings }])}
      <details>
        <summary>Versions and machine</summary>
        ${settingsTable([
          {
            name: "value",
            settings: { commit: config.commit, ...config.machine, ...config.versions },
          },
        ])}
      </details>`,
    mostCriteria([run]),
  );
}

/** What the run noted about itself, for example why a slower engine was used. */
function notesOf(settings: unknown): Html | undefined {
  const notes = (settings as { readonly notes?: unknown } | null)?.notes;
  if (!Array.isArray(notes) || notes.length === 0) return undefined;
  return html`<div class="notes">${notes.map((note) => html`<p>${String(note)}</p>`)}</div>`;
}
