import { Random, type Policy, type Prompt } from "@rtt/core";
import { scorer } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import { evaluate, type Evaluation } from "@rtt/trainer";
import { sampling } from "./settings.ts";

/** Rates of a policy before reinforcement learning, one sample a prompt. */
export function evaluateStart(policy: Policy, prompts: readonly Prompt[]): Promise<Evaluation> {
  const random = Random.fromSeed("quickstart/start");
  return evaluate({ policy, prompts, scorer: scorer(quickstart), sampling, random });
}
