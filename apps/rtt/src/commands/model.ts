import { fetchModel, type FetchProgress } from "@rtt/transformer";
import { defineCommand, type CommandDef } from "citty";
import { leafCommand } from "./leaf-command.ts";
import type { TextOutput } from "./terminal.ts";

const fetchCommand: CommandDef = leafCommand({
  name: "rtt model fetch",
  description: "Put a published model into the user's cache; a broken download is gone on with",
  args: { name: { type: "positional", description: "smollm2 (SmolLM2-135M-Instruct, 98 MB)" } },
  run: async (args, { output, errors }) => {
    const path = await fetchModel(String(args["name"]), { onProgress: progressTo(errors) });
    output.write(`${path}\n`);
  },
});

/** `rtt model` */
export const model: CommandDef = defineCommand({
  meta: { name: "rtt model", description: "Fetch models by name" },
  subCommands: { fetch: fetchCommand },
});

/** Writes a line for each route that is tried and for each tenth of the bytes. */
export function progressTo(errors: TextOutput): (progress: FetchProgress) => void {
  let shown = -1;
  return ({ route, received, total }) => {
    if (received === 0) {
      shown = -1;
      errors.write(`fetching by ${route}\n`);
    }
    const tenth =
      total === undefined ? Math.floor(received / 1e7) : Math.floor((10 * received) / total);
    if (tenth === shown || received === 0) return;
    shown = tenth;
    const of = total === undefined ? "" : ` of ${megabytes(total)}`;
    errors.write(`  ${megabytes(received)}${of} MB\n`);
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
