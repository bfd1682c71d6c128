/** Tokens this near to an end of the response have a place of their own. */
const near = 4;
const tenths = 10;

/**
 * What can be known without reading: the share of labelled tokens at each place of a response (its
 * first and last four tokens, and each tenth between), counted on `labelsNT`. A discriminator has to
 * beat it.
 *
 * @param labelsNT 0 or 1, shape `[N]` of `[T]`
 * @returns a function from a response's length T to its scores in [0, 1], shape `[T]`
 */
export function positionBaseline(
  labelsNT: readonly Uint8Array[],
): (length: number) => Float32Array {
  const labelled = new Float64Array(2 * near + tenths);
  const count = new Float64Array(2 * near + tenths);
  for (const labelsT of labelsNT)
    labelsT.forEach((label, t) => {
      labelled[place(t, labelsT.length)]! += label;
      count[place(t, labelsT.length)]!++;
    });
  return (length) =>
    Float32Array.from({ length }, (_, t) => {
      const at = place(t, length);
      return count[at]! > 0 ? labelled[at]! / count[at]! : 0;
    });
}

function place(t: number, length: number): number {
  const fromEnd = length - 1 - t;
  if (Math.min(t, fromEnd) >= near) return 2 * near + Math.floor((t / length) * tenths);
  return t <= fromEnd ? t : near + fromEnd;
}
