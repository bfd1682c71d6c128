import { readFile } from "node:fs/promises";
import { DataError, type Prompt } from "@rtt/core";
import { z } from "zod";

const responseSchema = z.object({
  key: z.union([z.string(), z.number()]).optional(),
  prompt: z.string().optional(),
  response: z.string(),
});

/**
 * Reads responses (JSON lines with `response` and `key` or `prompt`, as the official evaluators
 * take and write them) and joins them to the prompts: by key where a line has one, else by the
 * prompt's text. Several responses to one prompt are kept in the order of the file.
 *
 * @returns the responses of each prompt, in the order of the prompts
 * @throws DataError when a line cannot be read or belongs to no prompt, or a prompt has no response
 */
export async function readResponses(file: string, prompts: readonly Prompt[]): Promise<string[][]> {
  const byId = new Map(prompts.map(({ id }, p) => [id, p]));
  const byText = new Map(prompts.map(({ messages }, p) => [messages.at(-1)?.content, p]));
  const responsesP = prompts.map((): string[] => []);
  const lines = (await readFile(file, "utf8")).split("\n");
  lines.forEach((line, i) => {
    if (line.trim() === "") return;
    const { key, prompt, response } = parseLine(file, i + 1, line);
    if (key === undefined && prompt === undefined)
      throw new DataError(file, i + 1, 'has neither "key" nor "prompt" to say what it answers');
    const p = key === undefined ? byText.get(prompt) : byId.get(String(key));
    if (p === undefined)
      throw new DataError(
        file,
        i + 1,
        key === undefined ? "its prompt is not in the data" : `its key ${key} is not in the data`,
      );
    responsesP[p]!.push(response);
  });
  const missing = prompts.filter((_, p) => responsesP[p]!.length === 0);
  if (missing.length > 0)
    throw new DataError(
      file,
      0,
      `has no response to ${missing.length} of ${prompts.length} prompts, the first is ${missing[0]!.id}`,
    );
  return responsesP;
}

function parseLine(file: string, line: number, text: string): z.infer<typeof responseSchema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataError(file, line, "is not JSON", { cause: error });
  }
  const result = responseSchema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new DataError(file, line, `${path.join(".") || "line"}: ${message.replace(/^.*?: /, "")}`);
}
