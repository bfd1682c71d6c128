import { RunStore } from "@rtt/trainer";
import type { CommandDef } from "citty";
import { trainSchema } from "../config/train-settings.ts";
import { trainModel } from "../training/train-model.ts";
import { expectNewFolder } from "./expect-new-folder.ts";
import { settingsCommand } from "./settings-command.ts";

/** `rtt train` */
export const train: CommandDef = settingsCommand({
  name: "rtt train",
  description: "Train a model by RTT-GRPO on prompts with checkable criteria",
  schema: trainSchema,
  run: async (settings, terminal) => {
    await expectNewFolder(settings.out);
    await trainModel(settings, terminal, (config) => RunStore.create(settings.out, config));
  },
});
