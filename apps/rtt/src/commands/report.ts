import type { CommandDef } from "citty";
import { writeRunReport } from "../report/run-report.ts";
import { leafCommand } from "./leaf-command.ts";

/** `rtt report FOLDER` */
export const report: CommandDef = leafCommand({
  name: "rtt report",
  description: "Write the HTML report of a run folder, or of a comparison of runs",
  args: {
    folder: { type: "positional", description: "run folder, or folder with a comparison.json" },
  },
  run: async (args) => {
    const folder = String(args["folder"]);
    const path = await writeRunReport(folder);
    process.stdout.write(`${path}\n`);
  },
});
