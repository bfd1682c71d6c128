import type { CommandDef } from "citty";
import { z } from "zod";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { checkResponses } from "../scoring/check-responses.ts";
import { readPrompts } from "../scoring/read-prompts.ts";
import { readResponses } from "../scoring/read-responses.ts";
import { scoreSummary } from "../scoring/score-summary.ts";
import { summaryTable } from "../scoring/summary-table.ts";
import { writeResults } from "../scoring/write-results.ts";
import { expectNewFolder } from "./expect-new-folder.ts";
import { settingsCommand } from "./settings-command.ts";

/** `rtt score --data FILE --responses FILE` */
export const score: CommandDef = settingsCommand({
  name: "rtt score",
  description: "Check responses against the criteria of their prompts (IFEval semantics)",
  schema: z.strictObject({
    data: z
      .string()
      .min(1)
      .describe("prompts (JSON lines: key, prompt, instruction_id_list, kwargs)"),
    responses: z.string().min(1).describe("responses (JSON lines: response, and key or prompt)"),
    out: z.string().optional().describe("new folder for the verdicts in the official layout"),
    json: z.boolean().default(false).describe("print the numbers as JSON"),
  }),
  run: async ({ data, responses, out, json }, { output }) => {
    if (out !== undefined) await expectNewFolder(out);
    const prompts = await readPrompts(data);
    const responsesPG = await readResponses(responses, prompts);
    const checkedPG = checkResponses(prompts, responsesPG, loadLinguisticData());
    const summary = scoreSummary(checkedPG);
    if (out !== undefined) await writeResults(out, checkedPG.flat(), summary);
    output.write(json ? `${JSON.stringify(summary, undefined, 2)}\n` : summaryTable(summary));
  },
});
