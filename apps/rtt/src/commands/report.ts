import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandDef } from "citty";
import { writeComparisonReport } from "../report/comparison-report.ts";
import { writeRunReport } from "../report/run-report.ts";
import { leafCommand } from "./leaf-command.ts";

/** `rtt report FOLDER` */
export const report: CommandDef = leafCommand({
  name: "rtt report",
  description: "Write the HTML report of a run folder, or of a comparison of runs",
  args: {
    folder: { type: "positional", description: "run folder, or folder with a comparison.json" },
  },
  run: async (args, { output }) => {
    const folder = String(args["folder"]);
    const write = existsSync(join(folder, "comparison.json"))
      ? writeComparisonReport
      : writeRunReport;
    output.write(`${await write(folder)}\n`);
  },
});
