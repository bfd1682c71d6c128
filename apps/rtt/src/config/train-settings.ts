import { z } from "zod";
import { modelFields, samplingFields } from "./sampling-fields.ts";

/** Settings of `rtt train`: names as in TRL, defaults here and nowhere else. */
export const trainSchema = z.strictObject({
  ...modelFields,
  data: z.string().min(1).describe("prompts to train on (JSON lines)"),
  arm: z.string().default("rtt-csr").describe("row of the ablation table"),
  discriminator: z
    .string()
    .optional()
    .describe("folder of the trained discriminator, for arms that use one"),
  out: z.string().min(1).describe("run folder to create"),
  steps: z.int().min(1).default(100).describe("training steps"),
  promptsPerStep: z.int().min(1).default(8).describe("prompts of a step"),
  numGenerations: z.int().min(2).default(8).describe("rollouts of each prompt"),
  ...samplingFields,
  learningRate: z
    .number()
    .positive()
    .optional()
    .describe("peak learning rate; by default 1e-4 with LoRA, 1e-5 without"),
  warmupSteps: z.int().nonnegative().default(5).describe("steps of linear warm-up"),
  weightDecay: z.number().nonnegative().default(0).describe("decoupled weight decay"),
  adamBeta1: z.number().min(0).lt(1).default(0.9).describe("decay of the first moment"),
  adamBeta2: z.number().min(0).lt(1).default(0.95).describe("decay of the second moment"),
  adamEpsilon: z
    .number()
    .positive()
    .default(1e-8)
    .describe("added to the root of the second moment"),
  maxGradNorm: z.number().positive().default(1).describe("gradients are scaled down to this norm"),
  numIterations: z.int().min(1).default(1).describe("updates on each batch"),
  epsilon: z.number().min(0).max(1).default(0.2).describe("lower clip of the ratio"),
  epsilonHigh: z.number().min(0).default(0.27).describe("upper clip of the ratio"),
  aggregation: z
    .enum(["seq-mean-token-mean", "token-mean"])
    .default("seq-mean-token-mean")
    .describe("how token losses are averaged"),
  loraRank: z
    .int()
    .nonnegative()
    .optional()
    .describe("rank of LoRA, 0 trains all weights; by default 16 above 20 M parameters, else 0"),
  loraAlpha: z.number().positive().default(32).describe("scale of LoRA: alpha / rank"),
  loraTargets: z
    .array(z.string().min(1))
    .min(1)
    .default(["q_proj", "v_proj"])
    .describe("projections that LoRA adapts, separated by commas"),
  saveSteps: z.int().nonnegative().default(0).describe("checkpoint every N steps; 0: at the end"),
  evalData: z.string().optional().describe("held-out prompts to evaluate on (JSON lines)"),
  evalSteps: z.int().nonnegative().default(0).describe("evaluate every N steps; 0: at the end"),
});

export type TrainSettings = z.infer<typeof trainSchema>;
