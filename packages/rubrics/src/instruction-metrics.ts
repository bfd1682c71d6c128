import type { Criterion, Verdict } from "@rtt/core";

/** One response with its verdicts, strict and loose, shape `[K]` each. */
export interface EvaluatedResponse {
  readonly criteria: readonly Criterion[];
  readonly strictK: readonly Verdict[];
  readonly looseK: readonly Verdict[];
}

/** Accuracy of one kind of instruction. */
export interface InstructionAccuracy {
  /** In [0, 1]; NaN when no verdict is known. */
  readonly strict: number;
  readonly loose: number;
  /** Instructions of this kind, unknown ones included. */
  readonly count: number;
}

/** The numbers that IFEval reports, under its names. Shares in [0, 1]; NaN when nothing is known. */
export interface InstructionMetrics {
  /** Share of responses that follow all their instructions. */
  readonly prompt_level_strict_acc: number;
  readonly prompt_level_loose_acc: number;
  /** Share of instructions that are followed. */
  readonly inst_level_strict_acc: number;
  readonly inst_level_loose_acc: number;
  /** By family: what stands before the colon of the verifier's id. */
  readonly tier0: Readonly<Record<string, InstructionAccuracy>>;
  /** By verifier id. */
  readonly tier1: Readonly<Record<string, InstructionAccuracy>>;
}

/**
 * Accuracies over responses as IFEval defines them. Unknown verdicts leave every mean; a response
 * with one counts for the prompt level only where another of its criteria is violated.
 */
export function instructionMetrics(responses: readonly EvaluatedResponse[]): InstructionMetrics {
  const instructions = responses.flatMap(({ criteria, strictK, looseK }) =>
    criteria.map(({ check }, k) => ({
      id: "judge" in check ? "judge" : check.verifier,
      strict: outcome([strictK[k]!]),
      loose: outcome([looseK[k]!]),
    })),
  );
  return {
    prompt_level_strict_acc: mean(responses.map(({ strictK }) => outcome(strictK))),
    prompt_level_loose_acc: mean(responses.map(({ looseK }) => outcome(looseK))),
    inst_level_strict_acc: mean(instructions.map(({ strict }) => strict)),
    inst_level_loose_acc: mean(instructions.map(({ loose }) => loose)),
    tier0: byName(instructions, (id) => id.split(":")[0]!),
    tier1: byName(instructions, (id) => id),
  };
}

interface Outcome {
  readonly id: string;
  readonly strict: number;
  readonly loose: number;
}

/** 1 when all are satisfied, 0 when one is violated, else NaN. */
function outcome(verdicts: readonly Verdict[]): number {
  if (verdicts.some(({ status }) => status === "violated")) return 0;
  return verdicts.every(({ status }) => status === "satisfied") ? 1 : Number.NaN;
}

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function byName(
  outcomes: readonly Outcome[],
  nameOf: (id: string) => string,
): Record<string, InstructionAccuracy> {
  const names = [...new Set(outcomes.map(({ id }) => nameOf(id)))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const rows = outcomes.filter(({ id }) => nameOf(id) === name);
      const strict = mean(rows.map((row) => row.strict));
      return [name, { strict, loose: mean(rows.map((row) => row.loose)), count: rows.length }];
    }),
  );
}
