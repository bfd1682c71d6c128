import { existsSync } from "node:fs";
import { appendFile, readdir, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "@rtt/core";
import {
  describeRun,
  listCheckpoints,
  readMetrics,
  readRollouts,
  readRunConfig,
  RunStore,
  train,
} from "@rtt/trainer";
import { newFolder, newStore, settings, spanRows, wordSetup } from "./word-task.ts";

const config = await describeRun({ settings: { steps: 3 }, versions: { rtt: "1" }, backend: "b" });

describe("a run folder", () => {
  it("holds config, metrics, evaluations, rollouts and checkpoints, and nothing half-written", async () => {
    const setup = await wordSetup({
      relevance: spanRows,
      settings: { ...settings, steps: 3, saveEvery: 2 },
    });
    await train(setup);
    const { folder } = setup.runStore;
    const names = await readdir(folder, { recursive: true });
    expect(names.toSorted()).toEqual([
      "checkpoints",
      "checkpoints/step-000002",
      "checkpoints/step-000002/policy.json",
      "checkpoints/step-000003",
      "checkpoints/step-000003/policy.json",
      "config.json",
      "evaluation.jsonl",
      "metrics.jsonl",
      "rollouts",
      "rollouts/step-000001.jsonl.gz",
      "rollouts/step-000002.jsonl.gz",
      "rollouts/step-000003.jsonl.gz",
    ]);
    expect((await readMetrics(folder)).map(({ step }) => step)).toEqual([1, 2, 3]);
  });

  it("keeps everything of a rollout in one record, float32 values exactly", async () => {
    const setup = await wordSetup({ relevance: spanRows, settings: { ...settings, steps: 1 } });
    await train(setup);
    const records = await readRollouts(setup.runStore.folder, 1);
    expect(records).toHaveLength(32);
    const record = records.find(({ text }) => text.includes("red"))!;
    expect(record.criteria.map(({ id }) => id)).toEqual(["says", "lacks"]);
    expect(record.verdicts[0]).toMatchObject({ status: "satisfied", absence: false });
    const [start, end] = record.verdicts[0]!.spans[0]!;
    expect(record.text.slice(start, end)).toBe("red");
    const length = record.tokens.length;
    for (const row of [record.advantages, record.logProbs, ...record.relevance!])
      expect(row).toHaveLength(length);
    for (const value of [...record.logProbs, ...record.advantages])
      expect(String(value).length).toBeLessThan(15);
    expect(record.logProbs.some((value) => value !== Math.round(value))).toBe(true);
    expect(record.tokenSpans).toHaveLength(length);
    expect(record.relevance![0]!.reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
  });

  it("describes the run", async () => {
    const { folder } = await RunStore.create(await newFolder(), config);
    const stored = await readRunConfig(folder);
    expect(stored).toEqual(config);
    expect(stored.versions).toEqual({ node: process.versions.node, rtt: "1" });
    expect(stored.machine.cores).toBeGreaterThan(0);
    expect(stored.commit === null || /^[0-9a-f]{40}$/.test(stored.commit)).toBe(true);
  });

  it("is refused where there is anything already, which stays as it is", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "thesis.txt"), "mine");
    await expect(RunStore.create(folder, config)).rejects.toThrow(
      `out: the folder ${folder} is not empty; name a new one, or remove it`,
    );
    expect(await readdir(folder)).toEqual(["thesis.txt"]);
  });

  it("keeps the old checkpoint when saving a new one fails, and no half of the new one", async () => {
    const { folder, ...store } = await newStore();
    const runStore = await RunStore.resume(folder);
    expect(store.stepsDone).toBe(0);
    await runStore.saveCheckpoint(1, async (at) => writeFile(join(at, "a"), "1"));
    const failing = runStore.saveCheckpoint(2, async (at) => {
      await writeFile(join(at, "a"), "2");
      throw new Error("killed here");
    });
    await expect(failing).rejects.toThrow("killed here");
    expect(await readdir(join(folder, "checkpoints"))).toEqual(["step-000001"]);
    expect(await listCheckpoints(folder)).toEqual([1]);
  });
});

describe("reading a run", () => {
  it("leaves out a last line that a kill cut off, and goes on from there", async () => {
    const { folder } = await newStore();
    const store = await RunStore.resume(folder);
    await store.appendMetrics({ step: 1, reward: 0.5 });
    await appendFile(join(folder, "metrics.jsonl"), '{"step":2,"rew');
    expect(await readMetrics(folder)).toEqual([{ step: 1, reward: 0.5 }]);
    await store.saveCheckpoint(1, async () => {});
    const resumed = await RunStore.resume(folder);
    await resumed.appendMetrics({ step: 2, reward: 0.75 });
    expect(await readMetrics(folder)).toEqual([
      { step: 1, reward: 0.5 },
      { step: 2, reward: 0.75 },
    ]);
  });

  it("names file and line of what is not JSON", async () => {
    const { folder } = await newStore();
    const path = join(folder, "metrics.jsonl");
    await writeFile(path, '{"step":1}\nnonsense\n{"step":3}\n');
    await expect(readMetrics(folder)).rejects.toThrow(`${path}:2: is not JSON`);
    await expect(readRollouts(folder, 9)).rejects.toThrow("does not exist");
    await expect(readRunConfig(join(folder, "elsewhere"))).rejects.toThrow(DataError);
  });
});

describe("a disk that fails", () => {
  it.skipIf(!existsSync("/dev/full"))("says that there is no space, in one sentence", async () => {
    const store = await newStore();
    const path = join(store.folder, "metrics.jsonl");
    await unlink(path);
    await symlink("/dev/full", path);
    await expect(store.appendMetrics({ step: 1 })).rejects.toThrow(
      `${path}: there is no space left on the device; free some`,
    );
  });

  it("says that a part of the path is a file", async () => {
    const folder = await newFolder();
    await writeFile(join(folder, "file"), "");
    await expect(RunStore.create(join(folder, "file", "run"), config)).rejects.toThrow(
      "a part of the path is a file, not a folder; choose another path",
    );
  });
});
