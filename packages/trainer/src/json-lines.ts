import { DataError } from "@rtt/core";

/** One JSON text and a newline. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * Parses JSON lines. A last line without its newline was cut off while it was written: it is left
 * out unless it is whole.
 *
 * @throws DataError naming the line that is not JSON
 */
export function parseJsonLines<Line>(path: string, text: string): Line[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    if (line === "") return [];
    try {
      return [JSON.parse(line) as Line];
    } catch (error) {
      if (i === lines.length - 1) return [];
      throw new DataError(path, i + 1, "is not JSON", { cause: error });
    }
  });
}
