import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textLength, type RelevanceModel, type RelevanceRequest } from "@rtt/core";
import { expect, test } from "vitest";
import { type Ablation, ablations, type RelevanceSource } from "#rtt/ablations";
import { expectNewFolder } from "#rtt/commands/expect-new-folder";
import { trainSchema } from "#rtt/config/train-settings";
import { findAblation } from "#rtt/find-ablation";
import { withModelDefaults } from "#rtt/training/model-defaults";
import { checkRelevance, resolveRelevance } from "#rtt/training/resolve-relevance";

function never(): Promise<RelevanceModel> {
  return Promise.reject(new Error("loaded"));
}

test("an unknown arm is refused with the list of the known ones", () => {
  expect(() => findAblation("rtt")).toThrow(
    `"rtt" is not an arm; known are ${Object.keys(ablations).join(", ")}`,
  );
  expect(() => findAblation("toString")).toThrow("is not an arm");
});

test("an arm and its discriminator belong together", () => {
  expect(() => checkRelevance("rtt-csr", ablations["rtt-csr"], "d")).toThrow(
    "is not used by the arm",
  );
  const learned: Ablation = ablations["rtt-csr-learned"];
  expect(() => checkRelevance("x", learned, undefined)).toThrow("--discriminator: is required");
  expect(() => checkRelevance("x", learned, "d")).not.toThrow();
});

test("each kind of relevance says what its name says, and only the discriminator is loaded", async () => {
  const request: RelevanceRequest = {
    prompt: {
      id: "p",
      messages: [],
      criteria: [{ id: "c", description: "c", check: { judge: true } }],
    },
    rollout: {
      id: "r",
      promptId: "p",
      promptTokens: Int32Array.of(1),
      tokens: Int32Array.of(5, 6, 7),
      logProbs: new Float32Array(3),
      text: "ab",
      tokenSpans: [
        { start: 0, end: 1 },
        { start: 1, end: 2 },
        { start: 2, end: 2 },
      ],
      stopReason: "stop",
    },
    verdictsK: [
      {
        status: "violated",
        score: 0,
        spans: [{ start: 1, end: 2 }],
        scope: "local",
        absence: false,
      },
    ],
  };
  const row = async (source: RelevanceSource): Promise<number[]> => {
    const model = await resolveRelevance(source, never);
    return [...(await model.relevance([request]))[0]![0]!];
  };
  expect(await row({ kind: "spans" })).toEqual([0, 1, 0]);
  expect(await row({ kind: "uniform" })).toEqual([1, 1, 0]);
  const drawn = await row({ kind: "random", seed: 1 });
  expect(drawn).not.toEqual(await row({ kind: "random", seed: 2 }));
  expect(drawn[textLength(request.rollout)]).toBe(0);
  await expect(row({ kind: "discriminator" })).rejects.toThrow("loaded");
});

test("large models are trained by LoRA unless asked otherwise", () => {
  const settings = trainSchema.parse({ model: "m", data: "d", out: "o" });
  expect(withModelDefaults(settings, 135e6)).toMatchObject({ loraRank: 16, learningRate: 1e-4 });
  expect(withModelDefaults(settings, 3e5)).toMatchObject({ loraRank: 0, learningRate: 1e-5 });
  expect(withModelDefaults({ ...settings, loraRank: 4, learningRate: 1 }, 3e5)).toMatchObject({
    loraRank: 4,
    learningRate: 1,
  });
});

test("an output folder must be absent or empty", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rtt-out-"));
  await expectNewFolder(folder);
  await expectNewFolder(join(folder, "absent"));
  await writeFile(join(folder, "x"), "");
  await expect(expectNewFolder(folder)).rejects.toThrow("is not empty, and nothing is overwritten");
});
