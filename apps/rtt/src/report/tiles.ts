import { html, type Html } from "./html.ts";

/** A number that a reader sees first. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly note?: string | undefined;
}

export function tiles(list: readonly Tile[]): Html {
  return html`<dl class="tiles">
    ${list.map(
      ({ label, value, note }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}${note === undefined ? undefined : html`<small>${note}</small>`}</dd>
        </div>`,
    )}
  </dl>`;
}
