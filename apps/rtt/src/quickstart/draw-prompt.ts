import type { Prompt, Random } from "@rtt/core";
import {
  asCriterion,
  askingTokens,
  drawCriterion,
  families,
  type DrawnCriterion,
  type Family,
  type PromptNouns,
} from "./criterion-draw.ts";
import { nouns, phrases } from "./vocabulary.ts";

/** Smallest and largest number of criteria. */
export interface CriteriaRange {
  readonly least: number;
  readonly most: number;
}

/** Criteria of the prompts that the warm-up learns from. */
export const warmUpRange: CriteriaRange = { least: 3, most: 6 };

/** Criteria of the prompts that reinforcement learning trains and is evaluated on: harder ones. */
export const trainingRange: CriteriaRange = { least: 5, most: 8 };

/** A prompt with what its criteria were drawn as. */
export interface DrawnPrompt {
  readonly prompt: Prompt;
  readonly topic: string;
  readonly criteria: readonly DrawnCriterion[];
}

/** Draws a topic and K different families, K uniform in the range. */
export function drawPrompt(
  id: string,
  { least, most }: CriteriaRange,
  random: Random,
): DrawnPrompt {
  const count = least + random.integer(most - least + 1);
  const [topic, mentioned, repeated, described] = random.shuffled(nouns) as [
    string,
    string,
    string,
    string,
  ];
  const all: PromptNouns = { topic, mentioned, repeated, described };
  const criteria = drawFamilies(count, random).map((family) => drawCriterion(family, all, random));
  const content = [phrases.about, topic, ...criteria.flatMap(askingTokens)].join(" ");
  return {
    topic,
    criteria,
    prompt: { id, messages: [{ role: "user", content }], criteria: criteria.map(asCriterion) },
  };
}

/** Without replacement; all drawn again while two of them contradict each other. */
function drawFamilies(count: number, random: Random): Family[] {
  for (;;) {
    const drawn = random.shuffled(families).slice(0, count);
    const has = (family: Family): boolean => drawn.includes(family);
    if (!(has("start") && (has("firstword") || has("bullets")))) return drawn;
  }
}
