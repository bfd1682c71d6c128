import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreditAssigner, Prompt, RelevanceModel, Reward, Scorer, Verdict } from "@rtt/core";
import { describeRun, RunStore, type TrainingSettings, type TrainingSetup } from "@rtt/trainer";
import { onTestFinished } from "vitest";
import { TabularPolicy } from "./tabular-policy.ts";

/** Say "red", and never say "old". */
export function wordPrompt(id: string): Prompt {
  return {
    id,
    messages: [{ role: "user", content: "say red, never old" }],
    criteria: [
      { id: "says", description: "Say red.", check: { verifier: "says", kwargs: { word: "red" } } },
      {
        id: "lacks",
        description: "No old.",
        check: { verifier: "lacks", kwargs: { word: "old" } },
      },
    ],
  };
}

export const wordPrompts = (step: number): Prompt[] =>
  [0, 1, 2, 3].map((p) => wordPrompt(`prompt-${step}-${p}`));

export const scorer: Scorer = ({ criteria }, rollouts) =>
  rollouts.map(({ text }) =>
    criteria.map(({ check }): Verdict => {
      if (!("verifier" in check)) throw new Error("no judge here");
      const start = text.indexOf(String(check.kwargs["word"]));
      const satisfied = check.verifier === "says" ? start >= 0 : start < 0;
      return {
        status: satisfied ? "satisfied" : "violated",
        score: Number(satisfied),
        spans: start < 0 ? [] : [{ start, end: start + 3 }],
        scope: "local",
        absence: start < 0,
      };
    }),
  );

export const satisfactionRate: Reward = (verdicts) =>
  verdicts.filter(({ status }) => status === "satisfied").length / verdicts.length;

/** Reward minus the group's mean; NaN rewards leave the mean and earn 0. */
export const centred: CreditAssigner = (groups) =>
  groups.map(({ rollouts, rewardsG, relevanceGKT }) => {
    const known = [...rewardsG].filter((reward) => !Number.isNaN(reward));
    const mean = known.reduce((sum, reward) => sum + reward, 0) / known.length;
    const responseG = rewardsG.map((reward) => (Number.isNaN(reward) ? 0 : reward - mean));
    return {
      responseG,
      advantagesGT: rollouts.map(({ tokens }, g) =>
        Float32Array.from(
          tokens,
          (_, t) => responseG[g]! * (1 + (relevanceGKT?.[g]?.[0]?.[t] ?? 0)),
        ),
      ),
      criterionGKT: rollouts.map(() => []),
      diagnostics: { "credit/groups": 1 },
    };
  });

/** Marks the tokens inside each verdict's spans. */
export const spanRows: RelevanceModel = {
  relevance: async (requests) =>
    requests.map(({ rollout, verdictsK }) =>
      verdictsK.map(({ spans }) =>
        Float32Array.from(rollout.tokenSpans, ({ start, end }) =>
          Number(spans.some((span) => span.start < end && start < span.end)),
        ),
      ),
    ),
};

export const settings: TrainingSettings = {
  steps: 20,
  seed: 7,
  numGenerations: 8,
  sampling: { temperature: 1, topP: 1, topK: 0, maxNewTokens: 6 },
  optimizer: {
    beta1: 0.9,
    beta2: 0.95,
    epsilon: 1e-8,
    weightDecay: 0,
    maxGradNorm: Number.POSITIVE_INFINITY,
  },
  learningRate: () => 12,
};

/** A new folder, removed with the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "rtt-trainer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function newStore(): Promise<RunStore> {
  const config = await describeRun({ settings: { any: 1 }, versions: {}, backend: "table" });
  return RunStore.create(await newFolder(), config);
}

/** A whole setup in a new folder; parts can be replaced. */
export async function wordSetup(parts: Partial<TrainingSetup> = {}): Promise<TrainingSetup> {
  return {
    policy: new TabularPolicy(),
    prompts: wordPrompts,
    scorer,
    reward: satisfactionRate,
    relevance: undefined,
    credit: centred,
    settings,
    runStore: await newStore(),
    ...parts,
  };
}
