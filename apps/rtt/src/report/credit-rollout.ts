import type { RolloutRecord } from "@rtt/core";
import { creditNumbers } from "./credit-numbers.ts";
import type { CreditLimits, CreditView } from "./credit-view.ts";
import { html, type Html, type HtmlPart } from "./html.ts";
import { signedText } from "./number-text.ts";
import { textPieces, type TextPiece } from "./text-pieces.ts";

/** One response with every token coloured; the colours of all views are in each token's style. */
export function renderRollout(
  record: RolloutRecord,
  views: readonly CreditView[],
  limits: CreditLimits,
  label: string,
): Html {
  const met = record.verdicts.filter(({ status }) => status === "satisfied").length;
  const reward = record.reward === null ? "no reward" : `reward ${record.reward.toFixed(2)}`;
  const pieces = textPieces(record);
  const tokens = pieces.map((piece) => renderPiece(piece, record, views, limits));
  return html`<section class="rollout">
    <h4>
      ${label}
      <span
        >${met} of ${record.verdicts.length} criteria met, ${reward}, A<sub>res</sub>
        ${signedText(record.responseAdvantage, 2)}${
          record.stopReason === "length" ? ", cut at the length limit" : undefined
        }</span
      >
    </h4>
    <p class="response" dir="auto"><span>${tokens}</span></p>
    ${creditNumbers(record, pieces, views)}
  </section>`;
}

function renderPiece(
  piece: TextPiece,
  record: RolloutRecord,
  views: readonly CreditView[],
  limits: CreditLimits,
): HtmlPart {
  if (piece.tokens.length === 0) return piece.text;
  const word = piece.text.trim();
  const [before, after] = word === "" ? ["", piece.text] : piece.text.split(word);
  const shown = piece.end ? "end" : word === "" ? visibleBlank(piece.text) : word;
  const values = views.map((view) => ({ view, value: meanOver(view.valuesT, piece.tokens) }));
  const style = values
    .filter(({ value, view }) => Math.abs(value) >= limits[view.kind] / 200)
    .map(({ value, view }) => `--${view.id}:${fraction(value, limits[view.kind])}`)
    .join(";");
  const token = html`<span
    class="${piece.end ? "t end" : "t"}"
    style="${style}"
    title="${title(record, values)}"
    >${shown}</span
  >`;
  return [before, token, after];
}

/** A blank token still carries credit: show something that can be coloured. */
function visibleBlank(text: string): string {
  return text.includes("\n") ? "↵" : "·";
}

function meanOver(valuesT: readonly number[], tokens: readonly number[]): number {
  return tokens.reduce((sum, t) => sum + (valuesT[t] ?? 0), 0) / tokens.length;
}

function fraction(value: number, limit: number): string {
  return limit > 0 ? (value / limit).toFixed(2) : "0";
}

function title(
  record: RolloutRecord,
  values: readonly { readonly view: CreditView; readonly value: number }[],
): string {
  const relevance = new Map(
    values
      .filter(({ view }) => view.kind === "relevance")
      .map(({ view, value }) => [view.id, value]),
  );
  return values
    .flatMap(({ view: { id, kind }, value }) => {
      if (kind === "total") return [`advantage ${signedText(value)}`];
      if (kind === "token") return [`token part ${signedText(value)}`];
      const weight = relevance.get(`r${id.slice(1)}`);
      if (kind !== "criterion" || (weight === undefined && value === 0)) return [];
      const name = record.criteria[Number(id.slice(1))]?.id ?? id;
      return [
        `${name}: ${signedText(value)}${weight === undefined ? "" : `, relevance ${weight.toFixed(2)}`}`,
      ];
    })
    .join("\n");
}
