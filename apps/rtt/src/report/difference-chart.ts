import { axisX, axisY, dot, gridX, ruleX, ruleY } from "@observablehq/plot";
import { type ArmData, armDifference, OUTCOMES } from "./arm-data.ts";
import { html, type Html } from "./html.ts";
import { plotSvg } from "./plot-svg.ts";
import { seriesStyle } from "./series-style.ts";

/** For each outcome the arms' paired differences to the baseline, as dots with 95 % intervals. */
export function differenceCharts(arms: readonly ArmData[]): Html {
  const [baseline, ...others] = arms;
  return html`<div class="charts small">
    ${OUTCOMES.map(([outcome, label]) => {
      const rows = others
        .map((arm, index) => ({
          name: arm.name,
          colour: seriesStyle(index + 1, arms.length).colour,
          ...armDifference(arm, baseline!, outcome),
        }))
        .filter(({ mean }) => Number.isFinite(mean))
        .map((row) => ({ ...row, half: Number.isNaN(row.halfWidth) ? 0 : row.halfWidth }));
      if (rows.length === 0) return undefined;
      const reach = Math.max(0.02, ...rows.map(({ mean, half }) => Math.abs(mean) + half)) * 1.05;
      const svg = plotSvg(`Paired difference in ${label} to ${baseline!.name}`, {
        width: 290,
        height: 44 + 26 * rows.length,
        marginLeft: 118,
        marginTop: 6,
        marginRight: 12,
        x: { domain: [-reach, reach] },
        y: { domain: rows.map(({ name }) => name), type: "point", padding: 0.6 },
        marks: [
          gridX({ ticks: 4, strokeOpacity: 0.12 }),
          ruleX([0], { strokeOpacity: 0.5 }),
          axisX({ label: null, ticks: 4 }),
          axisY({ label: null, tickSize: 0 }),
          ruleY(rows, {
            x1: ({ mean, half }: Row) => mean - half,
            x2: ({ mean, half }: Row) => mean + half,
            y: "name",
            stroke: "colour",
            strokeWidth: 2,
          }),
          dot(rows, { x: "mean", y: "name", fill: "colour", r: 4.2 }),
        ],
        color: { type: "identity" },
      });
      return html`<figure>
        <figcaption>${label} <span>minus ${baseline!.name}, 95 % interval</span></figcaption>
        ${svg}
      </figure>`;
    })}
  </div>`;
}

interface Row {
  readonly mean: number;
  readonly half: number;
}
