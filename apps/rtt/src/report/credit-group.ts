import type { RolloutRecord, VerdictRecord } from "@rtt/core";
import type { ChosenPair } from "./choose-rollouts.ts";
import { renderRollout } from "./credit-rollout.ts";
import { creditLimits, creditViews, type CreditLimits, type CreditView } from "./credit-view.ts";
import { html, type Html } from "./html.ts";

/**
 * The token-credit picture: a good and a bad rollout of one group side by side, with a switch for
 * what the colours show. Works without a script: radio buttons and style rules.
 *
 * @param index unique in the page; names the group's radio buttons
 */
export function renderCreditGroup(pair: ChosenPair, index: number, heading: string): Html {
  const { group, best, worst } = pair;
  const bestViews = creditViews(best);
  const worstViews = creditViews(worst);
  const limits = creditLimits([...bestViews, ...worstViews]);
  const has = (id: string): boolean => bestViews.some((view) => view.id === id);
  // The total is one colour to the eye where the response level outweighs what differs between tokens.
  const first = has("token") ? "token" : "total";
  const radio = (id: string, label: string): Html =>
    html`<label class="pick"
      ><input
        type="radio"
        name="view-${index}"
        value="${id}"
        ${id === first ? html`checked` : undefined}
      /><span>${label}</span></label
    >`;
  return html`<article class="credit">
    <h3>${heading}</h3>
    ${promptOf(best)}
    <fieldset>
      <legend>Colour the tokens by</legend>
      <div class="picks">
        ${radio("total", "total advantage")}${has("token") ? radio("token", "token-level part") : undefined}
      </div>
      <table class="criteria">
        <thead>
          <tr>
            <th scope="col">criterion</th>
            <th scope="col">good</th>
            <th scope="col">bad</th>
            <th scope="col">met in group</th>
            ${has("c0") || has("r0") ? html`<th scope="col">colour by</th>` : undefined}
          </tr>
        </thead>
        <tbody>
          ${best.criteria.map(
            ({ id, description }, k) =>
              html`<tr>
                <th scope="row"><b>${id}</b> ${description === id ? undefined : description}</th>
                <td data-label="good">${verdictMark(best.verdicts[k])}</td>
                <td data-label="bad">${verdictMark(worst.verdicts[k])}</td>
                <td data-label="group">${metInGroup(group, k)}</td>
                ${
                  has("c0") || has("r0")
                    ? html`<td class="picks">
                        ${has(`c${k}`) ? radio(`c${k}`, "credit") : undefined}${
                          has(`r${k}`) ? radio(`r${k}`, "relevance") : undefined
                        }
                      </td>`
                    : undefined
                }
              </tr>`,
          )}
        </tbody>
      </table>
    </fieldset>
    ${legends(limits, bestViews)}
    <div class="pair">
      ${renderRollout(best, bestViews, limits, "Good")}${renderRollout(worst, worstViews, limits, "Bad")}
    </div>
  </article>`;
}

function promptOf({ messages }: RolloutRecord): Html {
  return html`<div class="prompt">
    ${messages.map(({ role, content }) => html`<p dir="auto"><b>${role}</b> <span>${content}</span></p>`)}
  </div>`;
}

function verdictMark(verdict: VerdictRecord | undefined): Html {
  if (verdict === undefined || verdict.status === "unknown")
    return html`<span class="unknown" title="${verdict?.reason}">? unknown</span>`;
  return verdict.status === "satisfied"
    ? html`<span class="met">✓ met</span>`
    : html`<span class="missed" title="${verdict.reason}">✗ missed</span>`;
}

function metInGroup(group: readonly RolloutRecord[], k: number): string {
  const known = group.filter(({ verdicts }) => verdicts[k]?.status !== "unknown");
  const met = known.filter(({ verdicts }) => verdicts[k]?.status === "satisfied");
  return `${met.length} of ${known.length}`;
}

function legends(limits: CreditLimits, views: readonly CreditView[]): Html {
  const kinds = new Set(views.map(({ kind }) => kind));
  const diverging = (kind: "total" | "token" | "criterion"): Html =>
    html`<p class="legend ${kind}">
      <span>discouraged, bar below <b>−${limits[kind].toFixed(2)}</b></span
      ><i aria-hidden="true"></i
      ><span><b>+${limits[kind].toFixed(2)}</b> encouraged, bar above</span>
    </p>`;
  return html`<div class="legends">
    ${(["total", "token", "criterion"] as const).map((kind) =>
      kinds.has(kind) ? diverging(kind) : undefined,
    )}
    ${
      kinds.has("relevance")
        ? html`<p class="legend relevance">
            <span>does not matter <b>0</b></span
            ><i aria-hidden="true"></i><span><b>1</b> decides the criterion</span>
          </p>`
        : undefined
    }
  </div>`;
}
