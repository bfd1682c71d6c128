import type { BackendName } from "@rtt/backend";
import { z } from "zod";

/** Settings of every command that draws responses. */
export const samplingFields = {
  temperature: z.number().positive().default(1).describe("sampling temperature"),
  topP: z.number().gt(0).max(1).default(1).describe("nucleus mass kept; 1 is off"),
  topK: z.int().nonnegative().default(0).describe("most likely tokens kept; 0 is off"),
  maxCompletionLength: z.int().min(1).default(256).describe("longest response in tokens"),
  seed: z.int().default(42).describe("seed of all random numbers"),
};

/** Settings of every command that loads a model. */
export const modelFields = {
  model: z.string().min(1).describe("model folder, GGUF file, or smollm2"),
  backend: z
    .enum(["cuda", "native", "wasm", "cpu"] satisfies BackendName[])
    .optional()
    .describe("compute engine; by default the fastest that works"),
};
