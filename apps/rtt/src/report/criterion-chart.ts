import { axisX, axisY, dot, gridX, link, ruleX } from "@observablehq/plot";
import type { CriterionChange } from "./criterion-change.ts";
import { html, type Html } from "./html.ts";
import { plotSvg } from "./plot-svg.ts";

/** For each criterion type an arrow from the beginning of the run to its end. */
export function criterionChart(changes: readonly CriterionChange[]): Html {
  const longest = Math.max(...changes.map(({ type }) => type.length));
  const svg = plotSvg("Satisfaction of each criterion type at the beginning and at the end", {
    width: 800,
    height: 46 + 21 * changes.length,
    marginLeft: Math.min(320, 18 + 6.4 * longest),
    marginTop: 8,
    x: { domain: [0, 1] },
    y: { domain: changes.map(({ type }) => type), type: "band", padding: 0.2 },
    marks: [
      gridX({ ticks: 5, strokeOpacity: 0.12 }),
      ruleX([0, 1], { strokeOpacity: 0.25 }),
      axisX({ label: "share satisfied", ticks: 5 }),
      axisY({ label: null, tickSize: 0, fontSize: 11 }),
      link(changes, {
        x1: "before",
        x2: "after",
        y: "type",
        stroke: ({ before, after }: CriterionChange) =>
          after < before ? "var(--arm-2)" : "var(--arm-1)",
        strokeWidth: 2.2,
      }),
      dot(changes, { x: "before", y: "type", r: 3.6, fill: "var(--card)", stroke: "currentColor" }),
      dot(changes, {
        x: "after",
        y: "type",
        r: 4.2,
        fill: ({ before, after }: CriterionChange) =>
          after < before ? "var(--arm-2)" : "var(--arm-1)",
      }),
    ],
  });
  return html`<figure class="wide">
    <figcaption>
      Satisfaction by criterion type
      <span>open dot: first fifth of the steps; full dot: last fifth; blue rose, orange fell</span>
    </figcaption>
    ${svg}
  </figure>`;
}
