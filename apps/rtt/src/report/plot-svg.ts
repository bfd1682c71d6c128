import { plot, type PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { Html } from "./html.ts";

/** Draws a plot without a browser; the description is what a screen reader says in its place. */
export function plotSvg(description: string, options: PlotOptions): Html {
  const { document } = parseHTML("<html><body></body></html>");
  const drawing = plot({
    style: { background: "none", fontSize: "11px" },
    ariaLabel: description,
    ...options,
    document,
  });
  return new Html(drawing.outerHTML);
}
