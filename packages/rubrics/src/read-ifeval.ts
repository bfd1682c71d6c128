import { DataError, type Criterion, type Prompt } from "@rtt/core";
import { checkFault } from "./check-fault.ts";
import { ifeval } from "./ifeval/table.ts";
import { readJsonLines, type JsonLine } from "./json-lines.ts";

/**
 * Reads prompts in the layout of IFEval's `input_data.jsonl`: one object a line with `key`, `prompt`,
 * `instruction_id_list` and `kwargs`, one object of arguments for each instruction (null arguments
 * count as absent; other fields are ignored).
 *
 * @param text content of the file
 * @param file its name, for messages
 * @throws DataError with file, line, field and what would be right there
 */
export function readIfeval(text: string, file: string): Prompt[] {
  const lines = readJsonLines(text, file);
  if (lines.length === 0)
    throw new DataError(file, 0, "no prompt in it; expected one JSON object a line");
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const prompt = readPrompt(line, file);
    const earlier = seen.get(prompt.id);
    if (earlier !== undefined)
      throw new DataError(
        file,
        line.number,
        `key: ${prompt.id} stands in line ${earlier} too; keys must be unique`,
      );
    seen.set(prompt.id, line.number);
    return prompt;
  });
}

function readPrompt({ number, value }: JsonLine, file: string): Prompt {
  const { key, prompt, instruction_id_list: ids, kwargs } = value;
  const demand = (met: boolean, field: string, expected: string): void => {
    if (!met)
      throw new DataError(
        file,
        number,
        `${field}: expected ${expected}, found ${shown(value[field])}`,
      );
  };
  const isId = Number.isSafeInteger(key) || (typeof key === "string" && key.trim() !== "");
  demand(isId, "key", "a whole number or a text");
  demand(typeof prompt === "string" && prompt.trim() !== "", "prompt", "a text that is not blank");
  demand(
    Array.isArray(ids) && ids.length > 0,
    "instruction_id_list",
    "a list of one instruction id or more",
  );
  const count = (ids as unknown[]).length;
  demand(
    Array.isArray(kwargs) && kwargs.length === count,
    "kwargs",
    `a list of ${count}, one object for each instruction id`,
  );
  const names = (ids as unknown[]).map(String);
  return {
    id: String(key),
    messages: [{ role: "user", content: prompt as string }],
    criteria: names.map((verifier, index) => {
      const repeated = names.slice(0, index).filter((name) => name === verifier).length;
      const id = repeated === 0 ? verifier : `${verifier}#${repeated + 1}`;
      return readCriterion(id, verifier, (kwargs as unknown[])[index], index, file, number);
    }),
  };
}

function readCriterion(
  id: string,
  verifier: string,
  kwargs: unknown,
  index: number,
  file: string,
  line: number,
): Criterion {
  if (kwargs !== null && (typeof kwargs !== "object" || Array.isArray(kwargs)))
    throw new DataError(file, line, `kwargs[${index}]: expected an object, found ${shown(kwargs)}`);
  const given = Object.entries(kwargs ?? {}).filter(([, value]) => value !== null);
  const check = { verifier, kwargs: Object.fromEntries(given) };
  const fault = checkFault(check, ifeval);
  if (fault) {
    const field = fault.field
      .replace("kwargs", `kwargs[${index}]`)
      .replace("verifier", `instruction_id_list[${index}]`);
    throw new DataError(file, line, `${field}: ${fault.problem}`);
  }
  return { id, description: ifeval[verifier]!.describe(check.kwargs), check };
}

/** A value for a message, not longer than it needs to be. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
