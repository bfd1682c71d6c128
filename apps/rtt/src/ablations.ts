import { localized, mix, responseLevel, rtt } from "@rtt/advantage";
import type { CreditAssigner, Reward } from "@rtt/core";
import { interSample, intraSample, standardDeviation } from "@rtt/normalization";
import { allOrNothing, satisfactionRate, weighted } from "@rtt/rubrics";

/** Where token relevance comes from. `uniform` and `random` are controls. */
export type RelevanceSource =
  | { readonly kind: "spans" }
  | { readonly kind: "discriminator" }
  | { readonly kind: "uniform" }
  | { readonly kind: "random"; readonly seed: number };

/** One arm: how responses are rewarded, which tokens matter, and how credit follows. */
export interface Ablation {
  readonly reward: Reward;
  /** Absent for credit that looks at responses only. */
  readonly relevance?: RelevanceSource;
  readonly credit: CreditAssigner;
}

const spans: RelevanceSource = { kind: "spans" };
const discriminator: RelevanceSource = { kind: "discriminator" };

/** A learned row is never quite flat: below this spread it says nothing and must not be blown up. */
const learned = intraSample({ scale: standardDeviation({ minStd: 0.05 }) });

/** Every arm of `rtt train --arm NAME`. A new arm is a new row. */
export const ablations = {
  // The paper's four arms.
  "grpo-aon": { reward: allOrNothing, credit: responseLevel() },
  "grpo-csr": { reward: satisfactionRate, credit: responseLevel() },
  "rtt-aon": { reward: allOrNothing, relevance: spans, credit: rtt() },
  "rtt-csr": { reward: satisfactionRate, relevance: spans, credit: rtt() },

  // Its design choices: partitioning, combination, relevance.
  "rtt-csr-inter": {
    reward: satisfactionRate,
    relevance: spans,
    credit: rtt({ normalize: interSample() }),
  },
  "rtt-csr-mix": { reward: satisfactionRate, relevance: spans, credit: rtt({ combine: mix }) },
  "rtt-csr-learned": {
    reward: satisfactionRate,
    relevance: discriminator,
    credit: rtt({ normalize: learned }),
  },

  // Controls: relevance that knows nothing.
  "rtt-csr-uniform": { reward: satisfactionRate, relevance: { kind: "uniform" }, credit: rtt() },
  "rtt-csr-random": {
    reward: satisfactionRate,
    relevance: { kind: "random", seed: 0 },
    credit: rtt(),
  },

  // Beyond the paper: credit moved instead of added; weights of the criteria.
  "localized-csr": { reward: satisfactionRate, relevance: spans, credit: localized() },
  "localized-csr-learned": {
    reward: satisfactionRate,
    relevance: discriminator,
    credit: localized(),
  },
  "grpo-weighted": { reward: weighted, credit: responseLevel() },
  "rtt-weighted": { reward: weighted, relevance: spans, credit: rtt() },
} satisfies Record<string, Ablation>;
