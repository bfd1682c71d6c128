import { localized, responseLevel, rtt } from "@rtt/advantage";
import { ConfigError } from "@rtt/core";
import { intraSample, standardDeviation } from "@rtt/normalization";
import { allOrNothing, satisfactionRate } from "@rtt/rubrics";
import type { Ablation } from "../ablations.ts";

/** Responses are short here: less token credit than the paper's 0.5 keeps them whole (docs/log.md). */
const tokenWeight = 0.2;

/** A learned row is never quite flat: below this spread it says nothing and must not be blown up. */
const learned = intraSample({ scale: standardDeviation({ minStd: 0.05 }) });

/** Arms of `npm start -- --arms a,b,...`. A new arm is a new row. */
export const quickstartArms = {
  "grpo-aon": { reward: allOrNothing, credit: responseLevel() },
  "grpo-csr": { reward: satisfactionRate, credit: responseLevel() },
  "rtt-aon": {
    reward: allOrNothing,
    relevance: { kind: "spans" },
    credit: rtt({ tokenWeight }),
  },
  "rtt-csr": {
    reward: satisfactionRate,
    relevance: { kind: "spans" },
    credit: rtt({ tokenWeight }),
  },
  "rtt-csr-learned": {
    reward: satisfactionRate,
    relevance: { kind: "discriminator" },
    credit: rtt({ tokenWeight, normalize: learned }),
  },
  "rtt-csr-random": {
    reward: satisfactionRate,
    relevance: { kind: "random", seed: 0 },
    credit: rtt({ tokenWeight }),
  },
  "localized-csr": {
    reward: satisfactionRate,
    relevance: { kind: "spans" },
    credit: localized({ share: 0.1 }),
  },
} satisfies Record<string, Ablation>;

/**
 * An arm by its name.
 *
 * @throws ConfigError listing the known arms
 */
export function quickstartArm(name: string): Ablation {
  const arm = (quickstartArms as Readonly<Record<string, Ablation>>)[name];
  if (arm !== undefined) return arm;
  const known = Object.keys(quickstartArms).join(", ");
  throw new ConfigError("--arms", `"${name}" is not an arm of the quickstart; known are ${known}`);
}
