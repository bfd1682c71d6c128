import { type ArmData, armDifference, armEstimate, outcomeBySeed, OUTCOMES } from "./arm-data.ts";
import type { Estimate } from "../statistics/interval.ts";
import { html, type Html } from "./html.ts";
import { differenceText, estimateText } from "./number-text.ts";

/** Levels of all arms, then each arm's paired difference to the first, the baseline. */
export function resultTable(arms: readonly ArmData[], start: StartRates | undefined): Html {
  const [baseline, ...others] = arms;
  return html`<div class="scroll">
    <table class="results">
      <thead>
        <tr>
          <th scope="col">arm</th>
          <th scope="col" class="number">seeds</th>
          ${OUTCOMES.map(([, label]) => html`<th scope="col" class="number">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${
          start === undefined
            ? undefined
            : html`<tr>
                <th scope="row">start</th>
                <td class="number"></td>
                <td class="number">${start.csr.toFixed(3)}</td>
                <td class="number">${start.aon.toFixed(3)}</td>
                <td class="number"></td>
                <td class="number"></td>
              </tr>`
        }
        ${arms.map(
          (arm) =>
            html`<tr>
              <th scope="row">${arm.name}</th>
              <td class="number">${arm.runs.size}</td>
              ${cells(
                OUTCOMES.map(([outcome]) => armEstimate(arm, outcome)),
                estimateText,
              )}
            </tr>`,
        )}
        ${others.map(
          (arm) =>
            html`<tr>
              <th scope="row">${arm.name} minus ${baseline!.name}</th>
              <td class="number">${outcomeBySeed(arm, "auc-csr").size}</td>
              ${cells(
                OUTCOMES.map(([outcome]) => armDifference(arm, baseline!, outcome)),
                differenceText,
                excludesZero,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function cells(
  estimates: readonly Estimate[],
  text: (estimate: Estimate) => string,
  boldWhere: (estimate: Estimate) => boolean = () => false,
): Html[] {
  return estimates.map(
    (estimate) =>
      html`<td class="${boldWhere(estimate) ? "number clear" : "number"}">${text(estimate)}</td>`,
  );
}

/** Held-out rates before training. */
export interface StartRates {
  readonly csr: number;
  readonly aon: number;
}

/** Whether the interval of a difference leaves 0 out. False without an interval. */
function excludesZero({ mean, halfWidth }: Estimate): boolean {
  return Math.abs(mean) > halfWidth;
}
