import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Verdict } from "@rtt/core";
import type { CheckedResponse } from "./check-responses.ts";
import type { ScoreSummary } from "./score-summary.ts";

/**
 * Writes `eval_results_strict.jsonl` and `eval_results_loose.jsonl` in the layout of the official
 * IFEval evaluator, with `key` beside its fields, and `metrics.json`, into a new folder.
 */
export async function writeResults(
  folder: string,
  checked: readonly CheckedResponse[],
  summary: ScoreSummary,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const rows = (side: "strictK" | "looseK"): string =>
    checked
      .map((response) => `${JSON.stringify(officialRow(response, response[side]))}\n`)
      .join("");
  await writeFile(join(folder, "eval_results_strict.jsonl"), rows("strictK"));
  await writeFile(join(folder, "eval_results_loose.jsonl"), rows("looseK"));
  await writeFile(join(folder, "metrics.json"), `${JSON.stringify(summary, undefined, 2)}\n`);
}

function officialRow(
  { prompt, response, criteria }: CheckedResponse,
  verdictsK: readonly Verdict[],
): object {
  const followed = verdictsK.map(({ status }) => status === "satisfied");
  return {
    key: prompt.id,
    prompt: prompt.messages.at(-1)!.content,
    response,
    instruction_id_list: criteria.map(({ id, check }) => ("judge" in check ? id : check.verifier)),
    follow_all_instructions: followed.every(Boolean),
    follow_instruction_list: followed,
  };
}
