import { backendNames } from "@rtt/backend";
import type { SamplingSettings } from "@rtt/core";
import { z } from "zod";
import type { RelevanceEffort } from "./relevance.ts";
import { maxResponseTokens } from "./teacher.ts";

/** Options of `rtt quickstart`. */
export const quickstartSchema = z.strictObject({
  arms: z
    .array(z.string())
    .min(1)
    .refine((names) => new Set(names).size === names.length, "expected each arm once")
    .default(["grpo-csr", "rtt-csr", "rtt-csr-learned"])
    .describe("arms to compare, the first is the baseline"),
  seeds: z.int().min(1).optional().describe("training runs of each arm; default 3, or 1 if quick"),
  seed: z.int().min(0).default(0).describe("seed of the first run; the others follow"),
  steps: z.int().min(1).optional().describe("updates of each run; default 40, or 8 if quick"),
  quick: z
    .boolean()
    .default(false)
    .describe("a look in half a minute: fewer seeds, steps and held-out prompts"),
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
} as const;

/** The model's own distribution. */
export const sampling: SamplingSettings = {
  temperature: 1,
  topP: 1,
  topK: 0,
  maxNewTokens: maxResponseTokens,
};

/** How much is done: what the settings ask for, else the size of a full or a quick comparison. */
export interface Sizes {
  readonly seeds: number;
  readonly steps: number;
  readonly heldOutPrompts: number;
  readonly effort: RelevanceEffort;
}

const full: Sizes = {
  seeds: 3,
  steps: 40,
  heldOutPrompts: 1024,
  // More responses and epochs still help a little (docs/log.md).
  effort: { responses: 1280, epochs: 6, batchSize: 64 },
};

const quick: Sizes = {
  seeds: 1,
  steps: 8,
  heldOutPrompts: 256,
  effort: { responses: 400, epochs: 4, batchSize: 32 },
};

export function sizesOf(settings: QuickstartSettings): Sizes {
  const sizes = settings.quick ? quick : full;
  const { seeds = sizes.seeds, steps = sizes.steps } = settings;
  return { ...sizes, seeds, steps };
}
