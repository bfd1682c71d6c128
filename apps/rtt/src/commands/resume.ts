import { ConfigError } from "@rtt/core";
import { readRunConfig, RunStore } from "@rtt/trainer";
import type { CommandDef } from "citty";
import { trainSchema, type TrainSettings } from "../config/train-settings.ts";
import { trainModel } from "../training/train-model.ts";
import { leafCommand } from "./leaf-command.ts";

/** `rtt resume RUN` */
export const resume: CommandDef = leafCommand({
  name: "rtt resume",
  description: "Go on with a run of rtt train after its last checkpoint",
  args: {
    run: { type: "positional", description: "run folder" },
    steps: {
      type: "string",
      description: "steps of the whole run, from its very beginning; default: as it was started",
      valueHint: "integer",
    },
  },
  run: async (args, terminal) => {
    const folder = String(args["run"]);
    const settings = await settingsOf(folder);
    const steps = args["steps"] === undefined ? settings.steps : Number(args["steps"]);
    if (!Number.isInteger(steps) || steps < 1)
      throw new ConfigError(
        "--steps",
        `must be a whole number above 0, got ${String(args["steps"])}`,
      );
    await trainModel({ ...settings, steps, out: folder }, terminal, () => RunStore.resume(folder));
  },
});

async function settingsOf(folder: string): Promise<TrainSettings> {
  const { settings } = await readRunConfig(folder);
  const { notes: _, ...given } = settings as Readonly<Record<string, unknown>>;
  const result = trainSchema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(folder, "is not a run of rtt train, so it cannot be resumed");
}
