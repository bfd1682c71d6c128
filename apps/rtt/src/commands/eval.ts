import type { CommandDef } from "citty";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { evalSchema } from "../config/eval-settings.ts";
import { drawResponses } from "../models/draw-responses.ts";
import { checkResponses } from "../scoring/check-responses.ts";
import { scoreSummary } from "../scoring/score-summary.ts";
import { summaryTable } from "../scoring/summary-table.ts";
import { writeResults } from "../scoring/write-results.ts";
import { expectNewFolder } from "./expect-new-folder.ts";
import { settingsCommand } from "./settings-command.ts";

/** `rtt eval` */
export const evaluateCommand: CommandDef = settingsCommand({
  name: "rtt eval",
  description: "Sample responses to prompts and check them: IFEval metrics, AON and CSR",
  schema: evalSchema,
  run: async ({ out, json, ...settings }, terminal) => {
    if (out !== undefined) await expectNewFolder(out);
    const { prompts, rolloutsPG } = await drawResponses(settings, terminal);
    const texts = rolloutsPG.map((rollouts) => rollouts.map(({ text }) => text));
    const checkedPG = checkResponses(prompts, texts, loadLinguisticData());
    const summary = scoreSummary(checkedPG);
    if (out !== undefined) await writeResults(out, checkedPG.flat(), summary);
    terminal.output.write(
      json ? `${JSON.stringify(summary, undefined, 2)}\n` : summaryTable(summary),
    );
  },
});
