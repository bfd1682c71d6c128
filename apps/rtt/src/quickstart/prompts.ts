import { Random, type Prompt } from "@rtt/core";
import { drawPrompt, trainingRange } from "./draw-prompt.ts";

/** The prompts of every evaluation: the same for all arms and seeds, and in no training batch. */
export function heldOutPrompts(count: number): Prompt[] {
  return drawPrompts("held-out", count);
}

/** Fresh prompts for one purpose; `purpose` is their seed and begins their ids. */
export function drawPrompts(purpose: string, count: number): Prompt[] {
  const random = Random.fromSeed(`quickstart/${purpose}`);
  return Array.from(
    { length: count },
    (_, i) => drawPrompt(`${purpose}/${i}`, trainingRange, random).prompt,
  );
}
