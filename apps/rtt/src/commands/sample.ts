import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { ConfigError } from "@rtt/core";
import type { CommandDef } from "citty";
import { sampleSchema } from "../config/eval-settings.ts";
import { drawResponses, type DrawnResponses } from "../models/draw-responses.ts";
import { settingsCommand } from "./settings-command.ts";

/** `rtt sample` */
export const sample: CommandDef = settingsCommand({
  name: "rtt sample",
  description: "Sample responses to prompts; rtt score reads what it writes",
  schema: sampleSchema,
  run: async ({ out, ...settings }, terminal) => {
    if (out !== undefined && existsSync(out))
      throw new ConfigError("--out", `${out} exists already, and nothing is overwritten`);
    const lines = responseLines(await drawResponses(settings, terminal));
    if (out === undefined) terminal.output.write(lines);
    else await writeFile(out, lines, { flag: "wx" });
  },
});

function responseLines({ prompts, rolloutsPG }: DrawnResponses): string {
  return prompts
    .flatMap(({ id, messages }, p) =>
      rolloutsPG[p]!.map(({ text, stopReason }) =>
        JSON.stringify({
          key: id,
          prompt: messages.at(-1)!.content,
          response: text,
          stop_reason: stopReason,
        }),
      ),
    )
    .map((line) => `${line}\n`)
    .join("");
}
