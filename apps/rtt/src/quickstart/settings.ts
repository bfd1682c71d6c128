import { backendNames } from "@rtt/backend";
import type { SamplingSettings } from "@rtt/core";
import { z } from "zod";
import { maxResponseTokens } from "./teacher.ts";

/** Options of `rtt quickstart`. */
export const quickstartSchema = z.strictObject({
  arms: z
    .array(z.string())
    .min(1)
    .default(["grpo-csr", "rtt-csr", "rtt-csr-learned"])
    .describe("arms to compare, the first is the baseline"),
  seeds: z.int().min(1).default(3).describe("training runs of each arm"),
  seed: z.int().min(0).default(0).describe("seed of the first run; the others follow"),
  steps: z.int().min(1).default(40).describe("updates of each run"),
  quick: z.boolean().default(false).describe("one seed, 8 steps, fewer held-out prompts"),
  fromScratch: z
    .boolean()
    .default(false)
    .describe("make the warm-up anew instead of using the one that ships"),
  backend: z.enum(backendNames).optional().describe("compute engine; default: the fastest"),
  out: z
    .string()
    .optional()
    .describe("new folder for runs and report; default runs/quickstart-TIME"),
});

export type QuickstartSettings = z.infer<typeof quickstartSchema>;

/** Numbers that all arms share. */
export const task = {
  promptsPerStep: 8,
  numGenerations: 8,
  learningRate: 1e-3,
  warmupSteps: 5,
  optimizer: { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0, maxGradNorm: 1 },
  epsilon: 0.2,
  epsilonHigh: 0.27,
  heldOutPrompts: 1024,
} as const;

/** The model's own distribution. */
export const sampling: SamplingSettings = {
  temperature: 1,
  topP: 1,
  topK: 0,
  maxNewTokens: maxResponseTokens,
};

/** What `--quick` makes of the settings. */
export function shortened(settings: QuickstartSettings): QuickstartSettings & {
  readonly heldOutPrompts: number;
} {
  if (!settings.quick) return { ...settings, heldOutPrompts: task.heldOutPrompts };
  return { ...settings, seeds: 1, steps: 8, heldOutPrompts: 256 };
}
