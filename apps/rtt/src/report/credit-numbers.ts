import type { RolloutRecord } from "@rtt/core";
import type { CreditView } from "./credit-view.ts";
import { html, type Html } from "./html.ts";
import { signedText } from "./number-text.ts";
import type { TextPiece } from "./text-pieces.ts";

/** The numbers behind the colours as a folded table, for keyboards, fingers and screen readers. */
export function creditNumbers(
  record: RolloutRecord,
  pieces: readonly TextPiece[],
  views: readonly CreditView[],
): Html {
  return html`<details class="numbers">
    <summary>Numbers of each token</summary>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">token</th>
            <th scope="col" class="number">log-prob.</th>
            ${views.map((view) => html`<th scope="col" class="number">${columnName(record, view)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${pieces
            .filter(({ tokens }) => tokens.length > 0)
            .map(
              ({ text, tokens, end }) =>
                html`<tr>
                  <th scope="row">${end ? "(end)" : text.trim() || "(blank)"}</th>
                  <td class="number">${signedText(sum(record.logProbs, tokens), 2)}</td>
                  ${views.map(
                    ({ valuesT, kind }) =>
                      html`<td class="number">
                        ${valueText(sum(valuesT, tokens) / tokens.length, kind)}
                      </td>`,
                  )}
                </tr>`,
            )}
        </tbody>
      </table>
    </div>
  </details>`;
}

function columnName({ criteria }: RolloutRecord, { id, kind }: CreditView): string {
  if (kind === "total") return "advantage";
  if (kind === "token") return "token part";
  const name = criteria[Number(id.slice(1))]?.id ?? id;
  return kind === "criterion" ? name : `${name}, relevance`;
}

function valueText(value: number, kind: CreditView["kind"]): string {
  if (value === 0) return "·";
  return kind === "relevance" ? value.toFixed(2) : signedText(value);
}

function sum(valuesT: readonly number[], tokens: readonly number[]): number {
  return tokens.reduce((total, t) => total + (valuesT[t] ?? 0), 0);
}
