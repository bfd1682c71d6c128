import { rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { NumericError, type Policy } from "@rtt/core";
import {
  listCheckpoints,
  listRolloutSteps,
  readEvaluations,
  readMetrics,
  readRollouts,
  RunStore,
  train,
} from "@rtt/trainer";
import { TabularPolicy } from "./tabular-policy.ts";
import {
  centred,
  satisfactionRate,
  scorer,
  settings,
  spanRows,
  wordPrompt,
  wordPrompts,
  wordSetup,
} from "./word-task.ts";

const held = {
  prompts: Array.from({ length: 150 }, (_, p) => wordPrompt(`held-${p}`)),
  sampling: settings.sampling,
  seed: 1,
};

const byId = <Row extends { rolloutId: string }>(rows: Row[]): Row[] =>
  rows.toSorted((a, b) => a.rolloutId.localeCompare(b.rolloutId));
const rewards = async (at: string): Promise<unknown[]> =>
  (await readMetrics(at)).map(({ step, reward }) => [step, reward]);
const run = async (parts: Parameters<typeof wordSetup>[0]): Promise<unknown> =>
  train(await wordSetup(parts));

describe("training", () => {
  it("learns the criteria, and evaluates at start and end", async () => {
    const setup = await wordSetup({
      relevance: spanRows,
      evaluation: { ...held, atStart: true, every: 10 },
    });
    const result = await train(setup);
    expect(result).toMatchObject({ steps: 20, outcome: "finished" });
    const evaluations = await readEvaluations(setup.runStore.folder);
    expect(evaluations.map(({ step }) => step)).toEqual([0, 10, 20]);
    expect(evaluations[0]!.aon.mean).toBeLessThan(0.45);
    expect(evaluations[2]!.aon.low).toBeGreaterThan(0.75);
    expect(result.evaluation!.csr).toEqual(evaluations[2]!.csr);
  });

  it("groups by id: neither the order of prompts nor that of the engine's answers matters", async () => {
    const forth = new TabularPolicy();
    const back = new TabularPolicy({ reversed: true });
    const one = await wordSetup({ policy: forth, relevance: spanRows });
    const other = await wordSetup({
      policy: back,
      relevance: spanRows,
      prompts: (step) => wordPrompts(step).toReversed(),
    });
    await train(one);
    await train(other);
    forth.logits.forEach((row, i) =>
      row.forEach((logit, v) => expect(back.logits[i]![v]).toBeCloseTo(logit, 10)),
    );
    const records = await readRollouts(one.runStore.folder, 1);
    const reversed = await readRollouts(other.runStore.folder, 1);
    expect(records.map(({ rolloutId }) => rolloutId)).not.toEqual(
      reversed.map(({ rolloutId }) => rolloutId),
    );
    expect(byId(reversed)).toEqual(byId(records));
  });

  it("goes on after an interruption as if there had been none, bit for bit", async () => {
    const whole = new TabularPolicy();
    const wholeSetup = await wordSetup({ policy: whole });
    await train(wholeSetup);
    const cut = await wordSetup({ settings: { ...settings, saveEvery: 4 } });
    const controller = new AbortController();
    const stopping = {
      log: (step: number) => step === 10 && controller.abort(),
      close: async () => {},
    };
    const first = await train({ ...cut, signal: controller.signal, trackers: [stopping] });
    expect(first).toMatchObject({ steps: 10, outcome: "aborted" });
    const { folder } = cut.runStore;
    expect(await listCheckpoints(folder)).toEqual([4, 8, 10]);
    // As after a kill two steps past the last checkpoint.
    await rm(cut.runStore.checkpointFolder(10), { recursive: true });
    const resumed = new TabularPolicy();
    const runStore = await RunStore.resume(folder);
    expect(runStore.stepsDone).toBe(8);
    expect(await listRolloutSteps(folder)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    await train({ ...cut, policy: resumed, runStore });
    expect(resumed.logits).toEqual(whole.logits);
    expect(await rewards(folder)).toEqual(await rewards(wholeSetup.runStore.folder));
  });

  it("drops a step that is interrupted before its update, and leaves a whole folder", async () => {
    const controller = new AbortController();
    const policy = new TabularPolicy();
    const setup = await wordSetup({ policy, signal: controller.signal });
    const result = await train({
      ...setup,
      scorer: (prompt, rollouts) => {
        if (prompt.id === "prompt-3-2") controller.abort();
        return scorer(prompt, rollouts);
      },
    });
    expect(result).toMatchObject({ steps: 2, outcome: "aborted" });
    expect(policy.updates).toBe(2);
    expect(await readMetrics(setup.runStore.folder)).toHaveLength(2);
    expect(await listCheckpoints(setup.runStore.folder)).toEqual([2]);
  });

  it("records a step without credit as skipped, and leaves the policy alone", async () => {
    const policy = new TabularPolicy();
    const setup = await wordSetup({ policy, reward: () => 1, settings: { ...settings, steps: 2 } });
    await train(setup);
    expect(policy.updates).toBe(0);
    const metrics = await readMetrics(setup.runStore.folder);
    expect(metrics.map((record) => record["step_skipped"])).toEqual([1, 1]);
    expect(metrics[0]).toMatchObject({ frac_reward_zero_std: 1, reward: 1, reward_std: 0 });
    expect(metrics[0]).not.toHaveProperty("grad_norm");
  });

  it("draws new responses to the same prompt at each step", async () => {
    const setup = await wordSetup({
      prompts: () => [wordPrompt("same")],
      reward: () => 1,
      settings: { ...settings, steps: 2 },
    });
    await train(setup);
    const texts = async (step: number): Promise<string[]> =>
      (await readRollouts(setup.runStore.folder, step)).map(({ text }) => text);
    expect(await texts(1)).not.toEqual(await texts(2));
  });

  it("keeps a reward that could not be computed out of every mean", async () => {
    const setup = await wordSetup({
      reward: (verdicts, criteria) =>
        verdicts[0]!.status === "violated" ? Number.NaN : satisfactionRate(verdicts, criteria),
      settings: { ...settings, steps: 1 },
    });
    await train(setup);
    const records = await readRollouts(setup.runStore.folder, 1);
    const known = records.map(({ reward }) => reward).filter((reward) => reward !== null);
    expect(known.length).toBeLessThan(records.length);
    const [metrics] = await readMetrics(setup.runStore.folder);
    expect(metrics!["reward"]).toBeCloseTo(known.reduce((a, b) => a + b, 0) / known.length, 12);
  });

  it("asks the policy for old log-probabilities where the sampler's were truncated", async () => {
    const truncated = { ...settings, sampling: { ...settings.sampling, topK: 3 } };
    const plain = await wordSetup({ settings: { ...settings, steps: 3 } });
    const cut = await wordSetup({ settings: { ...truncated, steps: 3 } });
    await train(plain);
    await train(cut);
    const [first] = await readMetrics(plain.runStore.folder);
    expect(first!["sampling/log_probs_recomputed"]).toBe(0);
    expect(first!["sampling/sampling_logp_difference/mean"]).toBeLessThan(1e-6);
    const cutMetrics = (await readMetrics(cut.runStore.folder)).at(-1)!;
    expect(cutMetrics["sampling/log_probs_recomputed"]).toBe(1);
    expect(cutMetrics["sampling/sampling_logp_difference/mean"]).toBeGreaterThan(0.01);
  });
});

describe("numbers that are not finite", () => {
  it("name step and quantity after the state before them is saved: advantages", async () => {
    const setup = await wordSetup({ settings: { ...settings, numGenerations: 2 } });
    let step = 0;
    const failing = train({
      ...setup,
      credit: (groups) => {
        const credits = centred(groups);
        if (++step === 3) credits[1]!.advantagesGT[1]![0] = Number.NaN;
        return credits;
      },
    });
    await expect(failing).rejects.toThrow("advantage of rollout prompt-3-1/1 is NaN at step 3");
    expect(await listCheckpoints(setup.runStore.folder)).toEqual([2]);
    expect(await listRolloutSteps(setup.runStore.folder)).toEqual([1, 2, 3]);
    expect(await readMetrics(setup.runStore.folder)).toHaveLength(2);
  });

  it("name step and quantity after the state before them is saved: a policy's loss", async () => {
    class Failing extends TabularPolicy {
      override async step(...args: Parameters<Policy["step"]>): ReturnType<Policy["step"]> {
        if (this.updates === 4) throw new NumericError("loss", 0, Number.POSITIVE_INFINITY);
        return super.step(...args);
      }
    }
    const setup = await wordSetup({ policy: new Failing() });
    await expect(train(setup)).rejects.toThrow("loss is Infinity at step 5");
    expect(await listCheckpoints(setup.runStore.folder)).toEqual([4]);
  });
});

describe("bad setups", () => {
  it("are refused in one sentence", async () => {
    await expect(run({ settings: { ...settings, steps: 0 } })).rejects.toThrow(
      "steps: must be a whole number from 1, got 0",
    );
    await expect(run({ prompts: () => [wordPrompt("a"), wordPrompt("a")] })).rejects.toThrow(
      'prompts: two prompts have the id "a"',
    );
    await expect(run({ prompts: () => [{ ...wordPrompt("a"), criteria: [] }] })).rejects.toThrow(
      'prompts["a"].criteria: is empty; a prompt needs at least one',
    );
    await expect(run({ relevance: { relevance: async () => [] } })).rejects.toThrow(
      "relevance: expected [32], got [0]",
    );
  });
});
