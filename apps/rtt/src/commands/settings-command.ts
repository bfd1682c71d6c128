import type { CommandDef } from "citty";
import type { z } from "zod";
import { readSettings } from "../config/read-settings.ts";
import { flagsOf, settingsOfFlags } from "../config/setting-flags.ts";
import { leafCommand } from "./leaf-command.ts";
import type { Terminal } from "./terminal.ts";

/** A command whose options are a schema: from `--config FILE` (JSON), with flags over it. */
export function settingsCommand<Schema extends z.ZodObject>({
  name,
  description,
  schema,
  run,
}: {
  readonly name: string;
  readonly description: string;
  readonly schema: Schema;
  readonly run: (settings: z.infer<Schema>, terminal: Terminal) => Promise<void>;
}): CommandDef {
  return leafCommand({
    name,
    description,
    args: {
      config: {
        type: "string",
        description: "JSON file with settings (names in camelCase); flags override it",
        valueHint: "file",
      },
      ...flagsOf(schema),
    },
    run: async (args, terminal) =>
      run(
        await readSettings(
          schema,
          args["config"] as string | undefined,
          settingsOfFlags(schema, args),
        ),
        terminal,
      ),
  });
}
