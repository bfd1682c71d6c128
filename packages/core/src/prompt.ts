import type { Message } from "./message.ts";

/** Check by a program: the id of a verifier and its arguments, as the data file has them. */
export interface ProgramCheck {
  readonly verifier: string;
  readonly kwargs: Readonly<Record<string, unknown>>;
}

/** Check by a judge, which reads the criterion's description. */
export interface JudgeCheck {
  readonly judge: true;
}

/** One requirement on the response. */
export interface Criterion {
  /** Unique inside its prompt. */
  readonly id: string;
  /** One sentence that a judge or a discriminator can read. */
  readonly description: string;
  /** Share in weighted rewards and reductions, > 0; 1 where absent. */
  readonly weight?: number;
  readonly check: ProgramCheck | JudgeCheck;
}

/** What the policy is asked, and what its answer is held against: K >= 1 criteria. */
export interface Prompt {
  readonly id: string;
  readonly messages: readonly Message[];
  readonly criteria: readonly Criterion[];
}
