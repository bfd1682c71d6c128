import { ConfigError, type SamplingSettings } from "@rtt/core";

/**
 * Refuses what cannot be sampled.
 *
 * @throws ConfigError naming the setting and its range
 */
export function checkSampling(
  { temperature, topK, topP, maxNewTokens }: SamplingSettings,
  prompts: readonly Int32Array[],
  maxPositions: number,
): void {
  const finite = Number.isFinite(temperature);
  check("temperature", finite && temperature > 0, "a number above 0", temperature);
  check("topP", topP > 0 && topP <= 1, "above 0 and at most 1", topP);
  check("topK", Number.isInteger(topK) && topK >= 0, "a whole number, 0 for off", topK);
  const whole = Number.isInteger(maxNewTokens) && maxNewTokens >= 1;
  check("maxNewTokens", whole, "a whole number from 1", maxNewTokens);
  const empty = prompts.findIndex((prompt) => prompt.length === 0);
  if (empty >= 0)
    throw new ConfigError(
      `prompts[${empty}]`,
      "has no tokens; a response needs something before it",
    );
  const long = prompts.findIndex((prompt) => prompt.length + maxNewTokens > maxPositions);
  if (long >= 0)
    throw new ConfigError(
      `prompts[${long}]`,
      `has ${prompts[long]!.length} tokens, which with ${maxNewTokens} new ones is more than the model's ${maxPositions} positions`,
    );
}

function check(field: string, holds: boolean, range: string, value: number): void {
  if (!holds) throw new ConfigError(`sampling.${field}`, `must be ${range}, got ${value}`);
}
