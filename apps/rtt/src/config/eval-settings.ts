import { z } from "zod";
import { modelFields, samplingFields } from "./sampling-fields.ts";

/** Settings of `rtt eval` and `rtt sample`. */
export const drawFields = {
  ...modelFields,
  data: z.string().min(1).describe("prompts (JSON lines)"),
  ...samplingFields,
  samplesPerPrompt: z.int().min(1).default(1).describe("responses to each prompt"),
  limit: z.int().min(1).optional().describe("use the first N prompts only"),
};

export const evalSchema = z.strictObject({
  ...drawFields,
  out: z.string().optional().describe("new folder for verdicts in the official layout"),
  json: z.boolean().default(false).describe("print the numbers as JSON"),
});

export const sampleSchema = z.strictObject({
  ...drawFields,
  out: z.string().optional().describe("new file for the responses (JSON lines); default: printed"),
});

export type DrawSettings = Omit<z.infer<typeof evalSchema>, "out" | "json">;
