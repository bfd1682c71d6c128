import type { SamplingSettings } from "@rtt/core";

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
 */
export function chooseToken(
  logits: Float32Array,
  { temperature, topK, topP }: Omit<SamplingSettings, "maxNewTokens">,
  uniform: number,
): Choice {
  const truncated = (topK > 0 && topK < logits.length) || topP < 1;
  const candidates = truncated ? ranked(logits, topK) : undefined;
  const count = candidates?.length ?? logits.length;
  let most = -Infinity;
  for (let i = 0; i < logits.length; i++) if (logits[i]! > most) most = logits[i]!;
  const masses = new Float64Array(count);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const logit = logits[candidates === undefined ? i : candidates[i]!]!;
    total += masses[i] = Math.exp((logit - most) / temperature);
  }
  const kept = topP < 1 ? nucleus(masses, topP * total) : { count, total };
  let rest = uniform * kept.total;
  let place = 0;
  while (place < kept.count - 1 && rest >= masses[place]!) rest -= masses[place++]!;
  while (masses[place] === 0 && place > 0) place -= 1;
  return {
    token: candidates === undefined ? place : candidates[place]!,
    logProb: Math.log(masses[place]! / kept.total),
  };
}

/** Ids from the most likely on, `topK` of them (0: all). */
function ranked(logits: Float32Array, topK: number): Int32Array {
  const ids = Int32Array.from(logits, (_, id) => id);
  ids.sort((a, b) => logits[b]! - logits[a]! || a - b);
  return topK > 0 ? ids.subarray(0, topK) : ids;
}

/** The smallest leading set whose mass reaches `wanted`. */
function nucleus(masses: Float64Array, wanted: number): { count: number; total: number } {
  let total = 0;
  for (let count = 0; count < masses.length; count++) {
    total += masses[count]!;
    if (total >= wanted) return { count: count + 1, total };
  }
  return { count: masses.length, total };
}
