import { ShapeError } from "@rtt/core";

/** The common length T of the rows of one sequence. */
export function expectSameLength(
  newLogProbsT: ArrayLike<number>,
  oldLogProbsT: ArrayLike<number>,
  advantagesT: ArrayLike<number>,
): number {
  const length = newLogProbsT.length;
  if (oldLogProbsT.length !== length)
    throw new ShapeError("oldLogProbsT", `[${length}]`, `[${oldLogProbsT.length}]`);
  if (advantagesT.length !== length)
    throw new ShapeError("advantagesT", `[${length}]`, `[${advantagesT.length}]`);
  return length;
}
