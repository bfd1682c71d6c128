import type { RolloutRecord } from "@rtt/core";

/** A good and a bad rollout of one group, and the whole group beside them. */
export interface ChosenPair {
  readonly group: readonly RolloutRecord[];
  readonly best: RolloutRecord;
  readonly worst: RolloutRecord;
}

/** Records of one step by prompt, in the order of first appearance. */
export function groupByPrompt(records: readonly RolloutRecord[]): RolloutRecord[][] {
  const groups = new Map<string, RolloutRecord[]>();
  for (const record of records) {
    const group = groups.get(record.promptId);
    if (group === undefined) groups.set(record.promptId, [record]);
    else group.push(record);
  }
  return [...groups.values()];
}

/**
 * Of the groups of one step the one whose best and worst reward differ most (the first of equals),
 * with those two rollouts; `undefined` where no group has two rewards.
 */
export function choosePair(records: readonly RolloutRecord[]): ChosenPair | undefined {
  const pairs = groupByPrompt(records).flatMap((group) => {
    const sorted = group
      .filter(({ reward }) => reward !== null)
      .toSorted((a, b) => b.reward! - a.reward!);
    return sorted.length < 2 ? [] : [{ group, best: sorted[0]!, worst: sorted.at(-1)! }];
  });
  const spread = ({ best, worst }: ChosenPair): number => best.reward! - worst.reward!;
  return pairs.reduce<ChosenPair | undefined>(
    (widest, pair) => (widest === undefined || spread(pair) > spread(widest) ? pair : widest),
    undefined,
  );
}
