import type { ProgramCheck } from "@rtt/core";
import { nearest } from "./nearest.ts";
import type { VerifierTable } from "./verifier.ts";

/** What is wrong with a check, and in which field of it. */
export interface CheckFault {
  /** `verifier`, or `kwargs.NAME`. */
  readonly field: string;
  readonly problem: string;
}

/** The first fault of a check: a verifier that the table does not have, or arguments it cannot read. */
export function checkFault(check: ProgramCheck, table: VerifierTable): CheckFault | undefined {
  if (!Object.hasOwn(table, check.verifier)) {
    const known = Object.keys(table);
    return {
      field: "verifier",
      problem: `unknown verifier "${check.verifier}"; did you mean ${nearest(check.verifier, known)}? Known: ${known.join(", ")}`,
    };
  }
  const fault = table[check.verifier]!.fault(check.kwargs);
  return fault && { field: `kwargs.${fault.name}`, problem: fault.problem };
}
