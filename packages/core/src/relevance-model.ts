import type { Prompt } from "./prompt.ts";
import type { Rollout } from "./rollout.ts";
import type { Verdict } from "./verdict.ts";

/** One response whose tokens are to be weighed against each of its prompt's criteria. */
export interface RelevanceRequest {
  readonly prompt: Prompt;
  readonly rollout: Rollout;
  readonly verdictsK: readonly Verdict[];
}

/** Says which tokens mattered for each criterion (equation 4). */
export interface RelevanceModel {
  /** Rows in [0, 1], shape `[N][K]` of `[T]`, in the order of the requests. */
  relevance(requests: readonly RelevanceRequest[]): Promise<Float32Array[][]>;
}
