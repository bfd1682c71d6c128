import { areaY, gridY, lineY, type Markish } from "@observablehq/plot";
import type { CurvePoint } from "./curve.ts";
import { html, type Html } from "./html.ts";
import { plotSvg } from "./plot-svg.ts";
import { seriesStyle } from "./series-style.ts";

/** One line of a chart. */
export interface Series {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

/** Curves over the steps, with a band where several runs stand behind a line. */
export function curveChart(caption: string, explanation: string, series: readonly Series[]): Html {
  const marks = series.flatMap(({ points }, index): Markish[] => {
    const { colour, dashes } = seriesStyle(index, series.length);
    const banded = points.some(({ low, high }) => high > low);
    return [
      ...(banded
        ? [areaY(points, { x: "step", y1: "low", y2: "high", fill: colour, fillOpacity: 0.14 })]
        : []),
      lineY(points, {
        x: "step",
        y: "mean",
        stroke: colour,
        strokeWidth: 1.8,
        strokeDasharray: dashes,
      }),
    ];
  });
  const svg = plotSvg(`${caption} over training steps`, {
    width: 380,
    height: 210,
    marginLeft: 46,
    marginRight: 12,
    x: { label: "step", ticks: wholeSteps(series), tickSize: 4, tickFormat: "d" },
    y: { label: null, ticks: 5, tickSize: 0, ...flatDomain(series) },
    marks: [gridY({ ticks: 5, strokeOpacity: 0.12 }), ...marks],
  });
  return html`<figure>
    <figcaption>${caption} <span>${explanation}</span></figcaption>
    ${svg}
  </figure>`;
}

/** A curve that never moves would get an axis of meaningless decimals: give it room. */
function flatDomain(series: readonly Series[]): { domain?: [number, number] } {
  const ends = series.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high]));
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  if (high - low > 1e-9 * Math.max(1, Math.abs(high))) return {};
  const room = Math.abs(high) / 2 || 1;
  return { domain: [low < 0 ? low - room : Math.max(0, low - room), high + room] };
}

/** About six ticks, none of them between two steps. */
function wholeSteps(series: readonly Series[]): number | number[] {
  const steps = series.flatMap(({ points }) => points.map(({ step }) => step));
  const first = Math.min(...steps);
  const count = Math.max(...steps) - first + 1;
  return count > 6 ? 6 : Array.from({ length: count }, (_, i) => first + i);
}
