import {
  Random,
  type CreditAssigner,
  type RelevanceModel,
  type Rollout,
  type TrainingSequence,
} from "@rtt/core";
import { readRollouts, train } from "@rtt/trainer";
import { expect, it } from "vitest";
import { TabularPolicy } from "./tabular-policy.ts";
import { settings, wordSetup } from "./word-task.ts";

/** Remembers what it drew and what it was trained on. */
class RecordingPolicy extends TabularPolicy {
  readonly drawn: Rollout[] = [];
  readonly batches: { batch: readonly TrainingSequence[]; temperature: number }[] = [];

  override async sample(
    ...args: Parameters<TabularPolicy["sample"]>
  ): ReturnType<TabularPolicy["sample"]> {
    const groups = await super.sample(...args);
    this.drawn.push(...groups.flat());
    return groups;
  }

  override async step(
    ...args: Parameters<TabularPolicy["step"]>
  ): ReturnType<TabularPolicy["step"]> {
    this.batches.push({ batch: args[0], temperature: args[1] });
    return super.step(...args);
  }
}

/** A row of numbers in [0, 1], drawn from the rollout's id, another at each place. */
const signature = ({ id, tokens }: Rollout): Float32Array => {
  const code = Random.fromSeed(id).integer(1000) / 1001;
  return Float32Array.from(tokens, (_, t) => code + t / 100_000);
};

const signed: RelevanceModel = {
  relevance: async (requests) =>
    requests.map(({ rollout, prompt }) => prompt.criteria.map(() => signature(rollout))),
};

/** Each token's advantage is its relevance to the first criterion. */
const relevanceItself: CreditAssigner = (groups) =>
  groups.map(({ rollouts, relevanceGKT }) => ({
    responseG: new Float64Array(rollouts.length),
    advantagesGT: rollouts.map((_, g) => relevanceGKT![g]![0]!),
    criterionGKT: rollouts.map(() => []),
    diagnostics: {},
  }));

it("what is drawn, weighed, credited, trained on and recorded stays with its rollout", async () => {
  const policy = new RecordingPolicy({ reversed: true });
  const sampling = { ...settings.sampling, temperature: 0.7 };
  const setup = await wordSetup({
    policy,
    relevance: signed,
    credit: relevanceItself,
    settings: { ...settings, sampling, steps: 1, numIterations: 3, numGenerations: 5 },
  });
  await train(setup);

  const drawn = new Map(policy.drawn.map((rollout) => [rollout.tokens, rollout]));
  expect(drawn.size).toBe(20);
  expect(policy.batches.map(({ temperature }) => temperature)).toEqual([0.7, 0.7, 0.7]);
  for (const { batch } of policy.batches) {
    expect(new Set(batch.map(({ tokens }) => tokens)).size).toBe(20);
    for (const { tokens, promptTokens, oldLogProbs, advantages } of batch) {
      const rollout = drawn.get(tokens)!;
      expect(promptTokens).toEqual(rollout.promptTokens);
      expect(oldLogProbs).toEqual(rollout.logProbs);
      expect(advantages).toEqual(signature(rollout));
    }
  }

  const records = await readRollouts(setup.runStore.folder, 1);
  const byId = new Map(policy.drawn.map((rollout) => [rollout.id, rollout]));
  for (const record of records) {
    const rollout = byId.get(record.rolloutId)!;
    expect(record.promptId).toBe(rollout.promptId);
    expect(record.tokens).toEqual([...rollout.tokens]);
    expect(Float32Array.from(record.logProbs)).toEqual(rollout.logProbs);
    expect(Float32Array.from(record.advantages)).toEqual(signature(rollout));
    for (const row of record.relevance!) expect(Float32Array.from(row)).toEqual(signature(rollout));
  }
});
