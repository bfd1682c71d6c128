import type {
  Objective,
  OptimizerSettings,
  Policy,
  Prompt,
  Random,
  Rollout,
  SamplingSettings,
  StepReport,
  TrainingSequence,
} from "@rtt/core";
import type { Decoder } from "../model/decoder.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";
import { Optimizer } from "../training/optimizer.ts";
import { loadPolicy, savePolicy } from "./policy-files.ts";
import { policyStep } from "./policy-step.ts";
import { sampleRollouts } from "./sample-rollouts.ts";
import { sequenceLogProbs } from "./sequence-log-probs.ts";

/** What a local policy is made of. */
export interface LocalPolicyOptions {
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
  /** Most tokens of a training micro-batch, padding included; default 8192. */
  readonly maxTokens?: number;
  /** Most sequences that are sampled together; default 256. */
  readonly maxRows?: number;
}

/** A policy that samples and learns in this process, on TF.js. */
export class LocalPolicy implements Policy {
  readonly decoder: Decoder;
  readonly tokenizer: Tokenizer;
  readonly #optimizer = new Optimizer();
  readonly #maxTokens: number;
  readonly #maxRows: number;

  constructor({ decoder, tokenizer, maxTokens = 8192, maxRows = 256 }: LocalPolicyOptions) {
    this.decoder = decoder;
    this.tokenizer = tokenizer;
    this.#maxTokens = maxTokens;
    this.#maxRows = maxRows;
  }

  async sample(
    prompts: readonly Prompt[],
    numGenerations: number,
    settings: SamplingSettings,
    random: Random,
  ): Promise<Rollout[][]> {
    const [decoder, tokenizer, maxRows] = [this.decoder, this.tokenizer, this.#maxRows];
    const sampler = { decoder, tokenizer, maxRows, settings };
    return sampleRollouts(sampler, prompts, numGenerations, random);
  }

  async logProbs(
    sequences: readonly Pick<Rollout, "promptTokens" | "tokens">[],
    temperature: number,
  ): Promise<Float32Array[]> {
    return sequenceLogProbs(this.decoder, sequences, temperature, this.#maxTokens);
  }

  async step(
    batch: readonly TrainingSequence[],
    temperature: number,
    objective: Objective,
    settings: OptimizerSettings,
  ): Promise<StepReport> {
    return policyStep({
      decoder: this.decoder,
      optimizer: this.#optimizer,
      batch,
      temperature,
      objective,
      settings,
      maxTokens: this.#maxTokens,
    });
  }

  save(folder: string): Promise<void> {
    return savePolicy(folder, this.decoder, this.#optimizer);
  }

  load(folder: string): Promise<void> {
    return loadPolicy(folder, this.decoder, this.#optimizer);
  }

  /** Frees the optimizer's memory; the decoder belongs to whoever made it. */
  dispose(): void {
    this.#optimizer.dispose();
  }
}
