import type { RolloutRecord } from "@rtt/core";
import type { ArmData } from "./arm-data.ts";
import { choosePair, type ChosenPair, groupByPrompt } from "./choose-rollouts.ts";
import { renderCreditGroup } from "./credit-group.ts";
import { html, type Html } from "./html.ts";
import type { RunData } from "./run-data.ts";

const EXPLANATION = html`Blue with a bar above: training makes the token more likely here; orange
with a bar below: less likely. Hover over a token for its numbers.`;

/** Token credit of one run at its first, middle and last stored step. */
export function runCreditSection({ rollouts }: RunData): Html | undefined {
  const pairs = rollouts.flatMap(({ step, records }) => {
    const pair = choosePair(records);
    return pair === undefined ? [] : [{ pair, heading: headingOf(step, pair) }];
  });
  if (pairs.length === 0) return undefined;
  return html`<h2>Where the credit went</h2>
    <p>The best and the worst rollout of one prompt. ${EXPLANATION}</p>
    ${pairs.map(({ pair, heading }, index) => renderCreditGroup(pair, index, heading))}`;
}

/**
 * Token credit of several arms at the first stored step of their first seed. Arms that start from
 * the same weights draw the same responses there, so the same texts stand under different credit.
 */
export function armCreditSection(arms: readonly ArmData[]): Html | undefined {
  let shown: ChosenPair | undefined;
  const pictures = arms.flatMap(({ name, runs }) => {
    const first = runs.values().next().value?.rollouts[0];
    if (first === undefined) return [];
    const pair = samePair(first.records, shown) ?? choosePair(first.records);
    shown ??= pair;
    return pair === undefined ? [] : [{ pair, heading: `${name}: ${headingOf(first.step, pair)}` }];
  });
  if (pictures.length === 0) return undefined;
  const same = pictures.every(({ pair }) => pair.best.text === shown!.best.text);
  return html`<h2>Where the credit went</h2>
    <p>
      ${
        same
          ? "The same two responses to one prompt, credited by each arm."
          : "A good and a bad response to one prompt under each arm."
      }
      ${EXPLANATION}
    </p>
    ${pictures.map(({ pair, heading }, index) => renderCreditGroup(pair, index, heading))}`;
}

/** The pair of rollouts with the ids and texts of another pair; `undefined` where they are absent. */
function samePair(
  records: readonly RolloutRecord[],
  shown: ChosenPair | undefined,
): ChosenPair | undefined {
  const group = groupByPrompt(records).find(([first]) => first!.promptId === shown?.best.promptId);
  const same = (wanted: RolloutRecord): RolloutRecord | undefined =>
    group?.find(({ rolloutId, text }) => rolloutId === wanted.rolloutId && text === wanted.text);
  const best = shown && same(shown.best);
  const worst = shown && same(shown.worst);
  return group && best && worst ? { group, best, worst } : undefined;
}

function headingOf(step: number, { best }: ChosenPair): string {
  return `step ${step}, prompt ${best.promptId}`;
}
