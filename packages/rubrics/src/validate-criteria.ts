import { ConfigError, type Criterion, type Prompt } from "@rtt/core";
import { checkFault } from "./check-fault.ts";
import type { VerifierTable } from "./verifier.ts";

/**
 * Refuses prompts that could not be scored, before anything is sampled for them: none at all or two
 * criteria of one id, a verifier that the table does not have, arguments that it cannot read.
 *
 * @throws ConfigError with the path of the field and what is accepted there
 */
export function validateCriteria(
  prompts: readonly Pick<Prompt, "id" | "criteria">[],
  table: VerifierTable,
): void {
  for (const { id, criteria } of prompts) {
    const path = `prompt "${id}"`;
    if (criteria.length === 0)
      throw new ConfigError(`${path}.criteria`, "empty; a prompt needs one criterion or more");
    const ids = criteria.map((criterion) => criterion.id);
    const repeated = ids.find((one, index) => ids.indexOf(one) < index);
    if (repeated !== undefined)
      throw new ConfigError(
        `${path}.criteria`,
        `two criteria have the id "${repeated}"; ids must be unique inside a prompt`,
      );
    criteria.forEach((criterion, index) =>
      validate(criterion, `${path}.criteria[${index}]`, table),
    );
  }
}

function validate({ weight, check }: Criterion, path: string, table: VerifierTable): void {
  if (weight !== undefined && !(weight > 0 && weight < Infinity))
    throw new ConfigError(`${path}.weight`, `${weight} must be a number above 0`);
  const fault = "judge" in check ? undefined : checkFault(check, table);
  if (fault) throw new ConfigError(`${path}.check.${fault.field}`, fault.problem);
}
