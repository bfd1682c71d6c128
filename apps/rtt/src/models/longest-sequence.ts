import { ConfigError, type Prompt } from "@rtt/core";
import type { LoadedModel } from "@rtt/transformer";

/**
 * Tokens of the longest prompt with the longest response.
 *
 * @throws ConfigError when the model cannot take that many
 */
export async function longestSequence(
  { tokenizer, config }: Pick<LoadedModel, "tokenizer" | "config">,
  prompts: readonly Prompt[],
  maxCompletionLength: number,
): Promise<number> {
  let longest = 0;
  for (const { id, messages } of prompts) {
    const { length } = await tokenizer.encodePrompt(messages);
    if (length + maxCompletionLength > config.maxPositions)
      throw new ConfigError(
        "--max-completion-length",
        `prompt ${id} has ${length} tokens, which leaves ${Math.max(0, config.maxPositions - length)} of the model's ${config.maxPositions} for the response, not ${maxCompletionLength}`,
      );
    longest = Math.max(longest, length + maxCompletionLength);
  }
  return longest;
}
