import { DataError } from "@rtt/core";
import { scanJson } from "./python/json.ts";

/** An object and the line of its file, counted from 1. */
export interface JsonLine {
  readonly number: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Reads JSON Lines; blank lines and a byte order mark are skipped.
 *
 * @throws DataError where a line is no JSON object
 */
export function readJsonLines(text: string, file: string): JsonLine[] {
  return text
    .replace(/^\ufeff/u, "")
    .split("\n")
    .map((line, index) => ({ number: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== "")
    .map(({ number, line }) => {
      const { complete, end } = scanJson(line, 0, true);
      if (!line.startsWith("{") || !complete || end < line.length)
        throw new DataError(
          file,
          number,
          `not a JSON object from character ${end + 1} on (${JSON.stringify(line.slice(end, end + 20))}); expected one object a line`,
        );
      return { number, value: JSON.parse(line) as Readonly<Record<string, unknown>> };
    });
}
