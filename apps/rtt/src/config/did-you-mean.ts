import { distance } from "fastest-levenshtein";

/** `; did you mean X?` where a known name is near, else the list of all names. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({ candidate, edits: distance(name, candidate) }))
    .filter(({ candidate, edits }) => edits <= Math.max(2, candidate.length / 3))
    .toSorted((a, b) => a.edits - b.edits)[0];
  return near === undefined
    ? `; known are ${known.join(", ")}`
    : `; did you mean ${near.candidate}?`;
}
