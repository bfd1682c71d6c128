import { html, type Html } from "./html.ts";

/** How one arm is drawn everywhere: colour and dashes, so that it does not rest on colour. */
export interface SeriesStyle {
  readonly colour: string;
  readonly dashes: string;
}

const DASHES = ["none", "none", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 2"] as const;

/** A lone series takes the first accent; among several the first is the baseline, in grey. */
export function seriesStyle(index: number, count: number): SeriesStyle {
  if (count === 1) return { colour: "var(--arm-1)", dashes: "none" };
  const place = index % DASHES.length;
  return { colour: `var(--arm-${place})`, dashes: DASHES[place]! };
}

/** The key of the arms. */
export function seriesKey(names: readonly string[]): Html {
  return html`<ul class="key">
    ${names.map((name, index) => {
      const { colour, dashes } = seriesStyle(index, names.length);
      return html`<li>
        <svg viewBox="0 0 35 10" aria-hidden="true">
          <line
            x1="1"
            x2="34"
            y1="5"
            y2="5"
            stroke="${colour}"
            stroke-width="2.4"
            stroke-dasharray="${dashes}"
          /></svg
        >${name}
      </li>`;
    })}
  </ul>`;
}
