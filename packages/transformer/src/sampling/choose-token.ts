import type { SamplingSettings } from "@rtt/core";
import { mostLikely } from "./most-likely.ts";

/** A drawn token. */
export interface Choice {
  readonly token: number;
  /** Log-probability under the distribution that was drawn from, nats. */
  readonly logProb: number;
}

/**
 * Draws a token: logits over temperature, then the `topK` most likely, then the smallest set of them
 * whose mass reaches `topP`, renormalized. Ties are broken by the smaller id.
 *
 * @param logits shape `[V]`
 * @param uniform a draw in [0, 1)
 * @returns a log-probability of NaN where the logits are not finite
 */
export function chooseToken(
  logits: Float32Array,
  { temperature, topK, topP }: Omit<SamplingSettings, "maxNewTokens">,
  uniform: number,
): Choice {
  let most = -Infinity;
  for (const logit of logits) if (logit > most) most = logit;
  const massesV = new Float64Array(logits.length);
  for (let id = 0; id < logits.length; id++)
    massesV[id] = Math.exp((logits[id]! - most) / temperature);
  const whole = sum(massesV);
  const limited = topK > 0 && topK < logits.length;
  if (Number.isNaN(whole) || (!limited && topP === 1))
    return draw(massesV, massesV.length, whole, uniform);
  const ids = limited ? mostLikely(massesV, topK) : likelyEnough(massesV, topP, whole);
  const masses = Float64Array.from(ids, (id) => massesV[id]!);
  const wanted = topP * (limited ? sum(masses) : whole);
  let kept = 0;
  let total = 0;
  while (kept < masses.length && (kept === 0 || total < wanted)) total += masses[kept++]!;
  const { token: place, logProb } = draw(masses, kept, total, uniform);
  return { token: ids[place]!, logProb };
}

/** A place among the first `count` masses, which add up to `total`. */
function draw(masses: Float64Array, count: number, total: number, uniform: number): Choice {
  let rest = uniform * total;
  let place = 0;
  while (place < count - 1 && rest >= masses[place]!) rest -= masses[place++]!;
  // Rounding can run past the last token that has any mass.
  while (masses[place] === 0 && place > 0) place -= 1;
  return { token: place, logProb: Math.log(masses[place]! / total) };
}

/** Ids of at least the masses that make up `topP` of the whole, largest first. */
function likelyEnough(massesV: Float64Array, topP: number, whole: number): number[] {
  const few = mostLikely(massesV, nucleusMostlyWithin);
  if (few.reduce((total, id) => total + massesV[id]!, 0) >= topP * whole) return few;
  // Masses below (1 - topP) / V of the whole add up to less than 1 - topP of it, so no nucleus
  // reaches down to them, and most of V needs no sorting.
  const least = ((1 - topP) * whole) / massesV.length;
  const ids: number[] = [];
  for (let id = 0; id < massesV.length; id++) if (massesV[id]! >= least) ids.push(id);
  return ids.toSorted((a, b) => massesV[b]! - massesV[a]! || a - b);
}

const nucleusMostlyWithin = 256;

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
