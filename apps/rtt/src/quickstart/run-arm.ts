import { join } from "node:path";
import type { Backend } from "@rtt/backend";
import type { Prompt, RelevanceModel } from "@rtt/core";
import { ppo } from "@rtt/grpo";
import { scorer } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import {
  consoleTracker,
  constantWithWarmup,
  describeRun,
  readMetrics,
  RunStore,
  train,
  type Evaluation,
} from "@rtt/trainer";
import { Decoder, LocalPolicy, type LoadedModel } from "@rtt/transformer";
import type { Ablation } from "../ablations.ts";
import type { TextOutput } from "../commands/terminal.ts";
import { resolveRelevance } from "../training/resolve-relevance.ts";
import { drawPrompts } from "./prompts.ts";
import { sampling, task } from "./settings.ts";

/** One run of one arm. */
export interface ArmRun {
  readonly arm: string;
  readonly ablation: Ablation;
  readonly seed: number;
  /** Place among all runs, for the progress line. */
  readonly place: string;
  readonly steps: number;
  readonly start: LoadedModel;
  readonly heldOut: readonly Prompt[];
  readonly learned: RelevanceModel | undefined;
  readonly backend: Backend;
  /** Folder of the whole comparison. */
  readonly folder: string;
  readonly errors: TextOutput;
  readonly signal: AbortSignal;
}

/** What a run came to. */
export interface ArmResult {
  readonly arm: string;
  readonly seed: number;
  /** Relative to the comparison's folder. */
  readonly run: string;
  readonly final: Evaluation;
  /** Mean over the steps of the training batch's satisfaction rate before its update. */
  readonly aucCsr: number;
  /** The same of the rate of responses that satisfy everything. */
  readonly aucAon: number;
}

/** Trains one arm from the warm-up, evaluates it on the held-out prompts and keeps its run folder. */
export async function runArm({
  arm,
  ablation,
  seed,
  place,
  steps,
  start,
  heldOut,
  learned,
  backend,
  folder,
  errors,
  signal,
}: ArmRun): Promise<ArmResult> {
  const run = `${arm}-seed${seed}`;
  const settings = { arm, seed, steps, ...task, sampling, heldOutPrompts: heldOut.length };
  const runStore = await RunStore.create(
    join(folder, run),
    await describeRun({ settings, versions: {}, backend: backend.description }),
  );
  const decoder = new Decoder(start.config, start.weights);
  const policy = new LocalPolicy({ decoder, tokenizer: start.tokenizer, maxTokens: 1024 });
  const relevance =
    ablation.relevance && (await resolveRelevance(ablation.relevance, async () => learned!));
  const { evaluation } = await train({
    policy,
    prompts: (step) => drawPrompts(`train/${seed}/${step}`, task.promptsPerStep),
    scorer: scorer(quickstart),
    reward: ablation.reward,
    relevance,
    credit: ablation.credit,
    objective: ppo({ epsilon: task.epsilon, epsilonHigh: task.epsilonHigh }),
    settings: {
      steps,
      seed,
      numGenerations: task.numGenerations,
      sampling,
      optimizer: task.optimizer,
      learningRate: constantWithWarmup(task.learningRate, task.warmupSteps),
    },
    runStore,
    trackers: [consoleTracker({ output: errors, steps, label: `${place}  ${arm} seed ${seed}` })],
    evaluation: { prompts: heldOut, sampling, seed },
    signal,
  });
  policy.dispose();
  decoder.dispose();
  signal.throwIfAborted();
  const metrics = await readMetrics(join(folder, run));
  const mean = (name: string): number =>
    metrics.reduce((sum, row) => sum + row[name]! / metrics.length, 0);
  return {
    arm,
    seed,
    run,
    final: evaluation!,
    aucCsr: mean("rubrics/csr"),
    aucAon: mean("rubrics/aon"),
  };
}
