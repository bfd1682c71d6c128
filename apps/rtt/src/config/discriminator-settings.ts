import { z } from "zod";
import { drawFields } from "./eval-settings.ts";

/** Settings of `rtt discriminator train`. */
export const discriminatorTrainSchema = z.strictObject({
  ...drawFields,
  samplesPerPrompt: z
    .int()
    .min(1)
    .default(4)
    .describe("responses to each prompt that are labelled"),
  out: z.string().min(1).describe("folder to create"),
  heldOut: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(0.1)
    .describe("share of the prompts for validation, and as many again for the test"),
  epochs: z.int().min(1).default(2).describe("passes over the labelled responses"),
  batchSize: z.int().min(1).default(32).describe("labelled responses of an update"),
  learningRate: z.number().positive().default(2e-4).describe("peak learning rate"),
  positiveWeight: z.number().positive().default(1).describe("weight of a relevant token"),
  loraRank: z.int().nonnegative().default(16).describe("rank of LoRA; 0 trains all weights"),
});

/** Settings of `rtt discriminator eval`. */
export const discriminatorEvalSchema = z.strictObject({
  ...drawFields,
  discriminator: z.string().min(1).describe("folder of the trained discriminator"),
  json: z.boolean().default(false).describe("print the numbers as JSON"),
});

export type DiscriminatorTrainSettings = z.infer<typeof discriminatorTrainSchema>;
