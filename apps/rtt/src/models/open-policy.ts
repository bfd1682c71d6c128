import type { Random } from "@rtt/core";
import {
  addLora,
  Decoder,
  LocalPolicy,
  type LoadedModel,
  type LoraOptions,
} from "@rtt/transformer";
import { planMemory, type MemoryPlan } from "./memory-plan.ts";

/** What of a model is trained: nothing, adapters, or all weights. */
export type TrainedPart = "nothing" | "everything" | LoraOptions;

/** A model ready to sample, and to train where a part of it is trained. */
export interface OpenedPolicy {
  readonly policy: LocalPolicy;
  readonly decoder: Decoder;
  readonly plan: MemoryPlan;
}

/** Brings a loaded model onto the backend. */
export function openPolicy(
  { config, weights, tokenizer }: LoadedModel,
  trained: TrainedPart,
  longest: number,
  random: Random,
): OpenedPolicy {
  const decoder = new Decoder(config, weights, { trainable: trained === "everything" });
  if (typeof trained === "object") addLora(decoder, trained, random);
  const sizes = [...decoder.trainable.values()].map(({ size }) => size);
  const plan = planMemory(config, {
    longest,
    parameters: parameterCount({ weights }),
    trained: sizes.reduce((sum, size) => sum + size, 0),
  });
  const policy = new LocalPolicy({
    decoder,
    tokenizer,
    maxTokens: plan.microBatchTokens,
    maxRows: plan.samplingRows,
  });
  return { policy, decoder, plan };
}

/** Number of weights of a model. */
export function parameterCount({ weights }: Pick<LoadedModel, "weights">): number {
  return [...weights.values()].reduce((sum, { data }) => sum + data.length, 0);
}
