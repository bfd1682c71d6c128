import type { RolloutSketch } from "./arbitraries.ts";

/**
 * RTT-CSR from the paper's equations with plain loops over sketches, written apart from the
 * package: the two must agree. Rows include the end-of-sequence token where there is one.
 */
export function rttSecondWriting(group: readonly RolloutSketch[], lambda: number): number[][] {
  const rewards = group.map(({ signsK }) => {
    let met = 0;
    let known = 0;
    for (const s of signsK) {
      if (s === 1) met++;
      if (s === 1 || s === -1) known++;
    }
    return met / known;
  });
  const graded = rewards.filter((reward) => reward === reward);
  const mean = graded.reduce((a, b) => a + b, 0) / graded.length;
  const spread = Math.sqrt(
    graded.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (graded.length - 1),
  );
  return group.map(({ signsK, relevanceKT, ended }, g) => {
    const signal = graded.length > 1 && spread > 1e-8 && rewards[g] === rewards[g];
    const base = signal ? (rewards[g]! - mean) / (spread + 1e-6) : 0;
    const length = relevanceKT[0]!.length;
    const token = Array.from({ length }, () => 0);
    const known = signsK.filter((s) => s === s).length;
    for (let k = 0; k < signsK.length; k++) {
      if (signsK[k] !== signsK[k]) continue;
      const row = relevanceKT[k]!.map((w) => signsK[k]! * Math.fround(w));
      const m = row.reduce((a, b) => a + b, 0) / length;
      const v = row.reduce((a, b) => a + (b - m) * (b - m), 0) / length;
      if (Math.max(...row) === Math.min(...row)) continue;
      for (let t = 0; t < length; t++)
        token[t] = token[t]! + (row[t]! - m) / (Math.sqrt(v) + 1e-6) / known;
    }
    return [...token.map((value) => base + lambda * value), ...(ended ? [base] : [])];
  });
}
