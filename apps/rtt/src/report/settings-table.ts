import { html, type Html } from "./html.ts";

/** A JSON value as rows `path, text`: objects are walked, lists of plain values stay on one line. */
export function settingRows(value: unknown, path = ""): [string, string][] {
  if (Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null))
    return [[path, value.map(String).join(", ")]];
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, inner]) =>
      settingRows(inner, path === "" ? key : `${path}.${key}`),
    );
  return value === undefined
    ? []
    : [[path, typeof value === "string" ? value : JSON.stringify(value)]];
}

/** The settings of one run, or of several side by side with the rows that differ in bold. */
export function settingsTable(
  columns: readonly { readonly name: string; readonly settings: unknown }[],
): Html {
  const maps = columns.map(({ settings }) => new Map(settingRows(settings)));
  const paths = [...new Set(maps.flatMap((map) => [...map.keys()]))];
  return html`<div class="scroll">
    <table class="settings">
      <thead>
        <tr>
          <th scope="col">setting</th>
          ${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${paths.map((path) => {
          const texts = maps.map((map) => map.get(path) ?? "");
          const differs = new Set(texts).size > 1;
          return html`<tr ${differs ? html`class="clear"` : undefined}>
            <th scope="row"><code>${path}</code></th>
            ${texts.map((text) => html`<td>${text}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
