import { NumericError, Random, type StepReport, type TrainingSequence } from "@rtt/core";
import { ppo } from "@rtt/grpo";
import { checkSettings } from "./check-settings.ts";
import { evaluate, type Evaluation } from "./evaluate.ts";
import { evaluationMetrics } from "./evaluation-metrics.ts";
import { oldLogProbs } from "./old-log-probs.ts";
import { PhaseClock } from "./phase-clock.ts";
import { rolloutRecords } from "./rollout-records.ts";
import { scoreRollouts } from "./score-rollouts.ts";
import { stepMetrics } from "./step-metrics.ts";
import { earnsNothing, expectFinite, trainingBatch } from "./training-batch.ts";
import type { TrainingResult, TrainingSetup } from "./training-setup.ts";
import { weighRelevance } from "./weigh-relevance.ts";

/**
 * RTT-GRPO. Each step samples G responses to each of P prompts, checks them against their criteria,
 * folds the verdicts into rewards, weighs each token's relevance to each criterion, turns all of it
 * into one advantage a token, and updates the policy.
 *
 * Goes on where the run store stopped. Aborting the signal ends the run with a checkpoint.
 *
 * @throws NumericError naming step and quantity when a number is not finite; the state before that
 *   update is saved first
 * @throws ConfigError, ShapeError, DataError of the parts
 */
export async function train(setup: TrainingSetup): Promise<TrainingResult> {
  const { policy, settings, runStore, trackers = [] } = setup;
  checkSettings(settings);
  let done = runStore.stepsDone;
  let evaluation: Evaluation | undefined;
  const save = (): Promise<void> => runStore.saveCheckpoint(done, (folder) => policy.save(folder));
  try {
    if (done > 0) await policy.load(runStore.checkpointFolder(done));
    else if (setup.evaluation?.atStart === true) evaluation = await evaluateAfter(setup, 0);
    while (done < settings.steps) {
      const step = done + 1;
      const clock = new PhaseClock();
      try {
        const metrics = await trainStep(setup, step, clock);
        if (metrics === undefined) break;
        done = step;
        const fresh = isDueOrLast(step, setup)
          ? await clock.time("evaluate", () => evaluateAfter(setup, step))
          : undefined;
        evaluation = fresh ?? evaluation;
        const record = { ...metrics, ...evaluationMetrics(fresh), ...clock.metrics() };
        await runStore.appendMetrics({ step, ...record });
        for (const tracker of trackers) tracker.log(step, record);
      } catch (error) {
        if (!(error instanceof NumericError)) throw error;
        await save();
        throw new NumericError(error.quantity, step, error.value, { cause: error });
      }
      if (isDue(step, settings.saveEvery)) await save();
    }
    await save();
  } finally {
    await Promise.all(trackers.map((tracker) => tracker.close()));
  }
  return { steps: done, outcome: done < settings.steps ? "aborted" : "finished", evaluation };
}

/** One step and its metrics; undefined when the signal drops it before its update. */
async function trainStep(
  setup: TrainingSetup,
  step: number,
  clock: PhaseClock,
): Promise<Record<string, number> | undefined> {
  const { policy, scorer, reward, relevance, credit, settings, runStore, signal } = setup;
  const { sampling, numGenerations = 8 } = settings;
  const aborted = (): boolean => signal?.aborted === true;
  if (aborted()) return undefined;
  const random = Random.fromSeed(`${settings.seed}/sample/${step}`);
  const prompts = setup.prompts(step);

  // Sample G responses to each prompt.
  const sampled = await clock.time("sample", () =>
    policy.sample(prompts, numGenerations, sampling, random),
  );
  if (aborted()) return undefined;

  // Check each response against each criterion (equation 1), and fold into rewards (equation 2).
  const checked = await clock.time("score", () =>
    scoreRollouts(prompts, sampled, numGenerations, scorer),
  );
  const rewarded = checked.map((group) => ({
    ...group,
    rewardsG: Float64Array.from(group.verdictsGK, (verdictsK) =>
      reward(verdictsK, group.prompt.criteria),
    ),
  }));

  // Ask which tokens mattered for which criterion (equation 4).
  const groups = await clock.time("relevance", () => weighRelevance(rewarded, relevance));
  if (aborted()) return undefined;

  // One advantage a token (equations 3 and 5 to 8).
  const credits = await clock.time("credit", () => credit(groups));

  // Keep everything of each rollout before anything can go wrong with it.
  const old = await clock.time("old_log_probs", () =>
    oldLogProbs(
      policy,
      groups.flatMap(({ rollouts }) => rollouts),
      sampling,
    ),
  );
  await clock.time("save", () =>
    runStore.writeRollouts(step, rolloutRecords(step, groups, credits, old.rowsNT)),
  );

  // Update the policy (equation 9).
  const batch = trainingBatch(groups, credits, old.rowsNT, step);
  const reports = await clock.time("train", () => optimize(setup, step, batch));

  const learningRate = settings.learningRate(step);
  return stepMetrics({ groups, credits, old, reports, learningRate, clock });
}

/** `numIterations` updates on one batch; none where no token earns credit. */
async function optimize(
  { policy, objective = ppo(), settings }: TrainingSetup,
  step: number,
  batch: readonly TrainingSequence[],
): Promise<StepReport[]> {
  const { numIterations = 1, sampling, optimizer, learningRate } = settings;
  const reports: StepReport[] = [];
  if (earnsNothing(batch)) return reports;
  for (let iteration = 0; iteration < numIterations; iteration++) {
    const report = await policy.step(batch, sampling.temperature, objective, {
      ...optimizer,
      learningRate: learningRate(step),
    });
    expectFinite("loss", [report.loss], step);
    expectFinite("gradient norm", [report.gradNorm], step);
    reports.push(report);
  }
  return reports;
}

/** Evaluates after `step` steps; undefined when the signal stopped it. */
async function evaluateAfter(
  { policy, scorer, evaluation: held, runStore, signal }: TrainingSetup,
  step: number,
): Promise<Evaluation | undefined> {
  if (held === undefined) return undefined;
  const random = Random.fromSeed(`${held.seed}/evaluate`);
  const { prompts, sampling } = held;
  try {
    const result = await evaluate({ policy, prompts, scorer, sampling, random, signal });
    await runStore.appendEvaluation({ step, ...result });
    return result;
  } catch (error) {
    if (signal?.aborted === true && error === signal.reason) return undefined;
    throw error;
  }
}

function isDue(step: number, every = 0): boolean {
  return every > 0 && step % every === 0;
}

function isDueOrLast(step: number, { settings, evaluation }: TrainingSetup): boolean {
  return step === settings.steps || isDue(step, evaluation?.every);
}
