import type { Evaluation } from "./evaluate.ts";

/** One line of `evaluation.jsonl`: an evaluation and the number of steps done before it. */
export interface EvaluationRecord extends Evaluation {
  readonly step: number;
}
