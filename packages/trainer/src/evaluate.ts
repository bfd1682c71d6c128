import type { Policy, Prompt, Random, SamplingSettings, Scorer } from "@rtt/core";
import { estimateRate, type Estimate } from "./estimate.ts";
import { meanOf } from "./mean.ts";
import { rubricRates } from "./rubric-rates.ts";
import { scoreRollouts } from "./score-rollouts.ts";
import { criterionRates, type TypeRate } from "./criterion-rates.ts";

/** One prompt's part of an evaluation: means over its samples. */
export interface EvaluationRow {
  readonly promptId: string;
  readonly csr: number;
  readonly aon: number;
  /** Tokens, end-of-sequence included. */
  readonly length: number;
}

/** Rates on a set of prompts. The prompt is the unit of the intervals. */
export interface Evaluation {
  readonly csr: Estimate;
  readonly aon: Estimate;
  /** Tokens, end-of-sequence included, over all samples. */
  readonly meanLength: number;
  /** Satisfaction by verifier id. */
  readonly types: Readonly<Record<string, TypeRate>>;
  readonly rows: readonly EvaluationRow[];
}

/** What `evaluate` needs. */
export interface EvaluateOptions {
  readonly policy: Policy;
  readonly prompts: readonly Prompt[];
  readonly scorer: Scorer;
  readonly sampling: SamplingSettings;
  readonly random: Random;
  /** Default 1. */
  readonly samplesPerPrompt?: number;
  /** Prompts sampled at a time; default 128. */
  readonly batchSize?: number;
  /** Called with the number of prompts done so far. */
  readonly onProgress?: (done: number) => void;
  /** Aborting makes `evaluate` throw the signal's reason before the next batch. */
  readonly signal?: AbortSignal | undefined;
}

/** Samples responses to each prompt and checks them. */
export async function evaluate({
  policy,
  prompts,
  scorer,
  sampling,
  random,
  samplesPerPrompt = 1,
  batchSize = 128,
  onProgress,
  signal,
}: EvaluateOptions): Promise<Evaluation> {
  const groups = [];
  for (let start = 0; start < prompts.length; start += batchSize) {
    signal?.throwIfAborted();
    const batch = prompts.slice(start, start + batchSize);
    const stream = random.fork(start);
    const rollouts = await policy.sample(batch, samplesPerPrompt, sampling, stream);
    groups.push(...(await scoreRollouts(batch, rollouts, samplesPerPrompt, scorer)));
    onProgress?.(groups.length);
  }
  const rows = groups.map(({ prompt, rollouts, verdictsGK }): EvaluationRow => {
    const ratesG = verdictsGK.map(rubricRates);
    return {
      promptId: prompt.id,
      csr: meanOf(ratesG.map(({ csr }) => csr)),
      aon: meanOf(ratesG.map(({ aon }) => aon)),
      length: meanOf(rollouts.map(({ tokens }) => tokens.length)),
    };
  });
  return {
    csr: estimateRate(rows.map(({ csr }) => csr)),
    aon: estimateRate(rows.map(({ aon }) => aon)),
    meanLength: meanOf(rows.map(({ length }) => length)),
    types: criterionRates(groups),
    rows,
  };
}
