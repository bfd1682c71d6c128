import { existsSync, readFileSync } from "node:fs";

/** Verdicts of the official evaluators, beside the repository; not part of it. */
const folder = new URL("../../../../shared/oracle/", import.meta.url);

/** Whether the oracle is here; tests that read it are skipped, visibly, where it is not. */
export const hasOracle: boolean = existsSync(folder);

export function oracle<Row>(file: string): Row[] {
  const text = readFileSync(new URL(`${file}.jsonl`, folder), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

export interface PoolRow {
  readonly rid: number;
  readonly response: string;
}

/** How often a list of rows agrees, with the first that do not. */
export function agreement<Row>(
  rows: readonly Row[],
  agrees: (row: Row) => boolean,
): { agree: number; of: number; first: Row[] } {
  const others = rows.filter((row) => !agrees(row));
  return { agree: rows.length - others.length, of: rows.length, first: others.slice(0, 3) };
}
