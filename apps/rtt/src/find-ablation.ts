import { ConfigError } from "@rtt/core";
import { type Ablation, ablations } from "./ablations.ts";

/**
 * The row of the ablation table with this name.
 *
 * @throws ConfigError listing the known arms
 */
export function findAblation(name: string): Ablation {
  const table: Readonly<Record<string, Ablation>> = ablations;
  const names = Object.keys(table);
  if (!names.includes(name))
    throw new ConfigError("arm", `"${name}" is not an arm; known are ${names.join(", ")}`);
  return table[name]!;
}
