import type { Message } from "./message.ts";

/**
 * One rollout of one step with everything known about it: a line of
 * `rollouts/step-NNNNNN.jsonl.gz` in a run folder. Numbers that do not exist are null.
 */
export interface RolloutRecord {
  readonly step: number;
  readonly promptId: string;
  readonly rolloutId: string;
  readonly messages: readonly Message[];
  readonly criteria: readonly { readonly id: string; readonly description: string }[];
  readonly text: string;
  readonly stopReason: "stop" | "length";
  /** Shape `[T]`. */
  readonly tokens: readonly number[];
  /** UTF-16 `[start, end)` of each token in `text`, shape `[T][2]`. */
  readonly tokenSpans: readonly (readonly [number, number])[];
  /** Nats, shape `[T]`. */
  readonly logProbs: readonly number[];
  readonly reward: number | null;
  /** Shape `[K]`. */
  readonly verdicts: readonly VerdictRecord[];
  /** Shape `[K][T]`; null for credit that looks at responses only. */
  readonly relevance: readonly (readonly number[])[] | null;
  readonly responseAdvantage: number;
  /** Each criterion's token-level part of the advantage, shape `[K][T]`; empty where none. */
  readonly criterionCredit: readonly (readonly number[])[];
  /** Shape `[T]`. */
  readonly advantages: readonly number[];
}

/** A verdict as JSON. */
export interface VerdictRecord {
  readonly status: "satisfied" | "violated" | "unknown";
  readonly score: number | null;
  readonly spans: readonly (readonly [number, number])[];
  readonly scope: "local" | "global";
  readonly absence: boolean;
  readonly reason?: string;
}

/** One line of `metrics.jsonl`: the step and its scalars by metric name. */
export type MetricsRecord = Readonly<Record<string, number>> & { readonly step: number };
