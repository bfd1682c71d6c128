import type { Span } from "./span.ts";

/** One sampled response, with everything known about its tokens (T of them). */
export interface Rollout {
  readonly id: string;
  readonly promptId: string;
  /** Ids the policy was conditioned on, chat template included. */
  readonly promptTokens: Int32Array;
  /** Sampled ids, shape `[T]`; the end-of-sequence token, when sampled, is the last one. */
  readonly tokens: Int32Array;
  /** Log-probabilities of the sampling distribution, nats, shape `[T]`. */
  readonly logProbs: Float32Array;
  /** Decoded response without the end-of-sequence token. */
  readonly text: string;
  /** Place of each token in `text`, shape `[T]`; empty for the end-of-sequence token. */
  readonly tokenSpans: readonly Span[];
  /** `stop`: the policy ended the response; `length`: it was cut, and has no end-of-sequence token. */
  readonly stopReason: "stop" | "length";
}

/** Number of tokens that carry text: T without the end-of-sequence token. */
export function textLength(rollout: Pick<Rollout, "tokens" | "stopReason">): number {
  return rollout.stopReason === "stop" ? rollout.tokens.length - 1 : rollout.tokens.length;
}
