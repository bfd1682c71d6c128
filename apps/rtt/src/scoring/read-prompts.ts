import { readFile } from "node:fs/promises";
import type { Prompt } from "@rtt/core";
import { readIfeval } from "@rtt/rubrics";

/**
 * Reads prompts in the layout of IFEval's `input_data.jsonl`.
 *
 * @throws DataError naming file, line and field
 */
export async function readPrompts(file: string): Promise<Prompt[]> {
  return readIfeval(await readFile(file, "utf8"), file);
}
