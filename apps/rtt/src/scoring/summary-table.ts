import { textTable } from "../commands/text-table.ts";
import type { Proportion } from "../statistics/proportion.ts";
import type { ScoreSummary } from "./score-summary.ts";

/** The summary as a table for a terminal: rates with their 95 % intervals, then each instruction. */
export function summaryTable({ prompts, responses, aon, csr, ifeval }: ScoreSummary): string {
  const whole = textTable([
    ["", "strict", "loose"],
    ["all criteria satisfied (AON)", withInterval(aon.strict), withInterval(aon.loose)],
    ["criteria satisfied (CSR)", withInterval(csr.strict), withInterval(csr.loose)],
    [
      "instruction level",
      ifeval.inst_level_strict_acc.toFixed(4),
      ifeval.inst_level_loose_acc.toFixed(4),
    ],
  ]);
  const types = textTable([
    ["instruction", "count", "strict", "loose"],
    ...Object.entries(ifeval.tier1).map(([name, { count, strict, loose }]) => [
      name,
      String(count),
      strict.toFixed(3),
      loose.toFixed(3),
    ]),
  ]);
  return `${prompts} prompts, ${responses} responses; 95 % intervals over prompts\n\n${whole}\n\n${types}\n`;
}

function withInterval({ rate, low, high }: Proportion): string {
  const level = rate.toFixed(4);
  return Number.isNaN(low) ? level : `${level} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}
