import { closest } from "fastest-levenshtein";

/** The known name most like `name`, in quotes, for an error message. */
export function nearest(name: string, known: readonly string[]): string {
  return `"${closest(name, known)}"`;
}
