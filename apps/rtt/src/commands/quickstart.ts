import { join } from "node:path";
import type { CommandDef } from "citty";
import { startBackend } from "../models/start-backend.ts";
import { quickstartArm } from "../quickstart/arms.ts";
import { runQuickstart } from "../quickstart/run-quickstart.ts";
import { quickstartSchema } from "../quickstart/settings.ts";
import { startModel } from "../quickstart/start-model.ts";
import { expectNewFolder } from "./expect-new-folder.ts";
import { onInterrupt } from "./on-interrupt.ts";
import { settingsCommand } from "./settings-command.ts";

/** `rtt quickstart`, which `npm start` runs */
export const quickstart: CommandDef = settingsCommand({
  name: "rtt quickstart",
  description: "Train a tiny language model with and without token-level credit, and compare",
  schema: quickstartSchema,
  run: async (settings, terminal) => {
    settings.arms.forEach(quickstartArm);
    const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
    const folder = settings.out ?? join("runs", `quickstart-${time}`);
    await expectNewFolder(folder);
    const { backend } = await startBackend(settings.backend, terminal.errors);
    await onInterrupt(terminal.errors, async (signal) => {
      const start = await startModel(settings.fromScratch, folder, terminal.errors, signal);
      await runQuickstart(settings, { start, backend, folder, terminal, signal });
    });
  },
});
