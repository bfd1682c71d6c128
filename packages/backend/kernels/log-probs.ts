import { exp1, exp4, log1, maxRow, softmaxRow, sum4 } from "./exp";
import { gemm } from "./gemm";

/**
 * Log-probability of each target and entropy of each row under softmax(inverse * H W^T).
 * Scratch: logits hold rows * vocabulary floats.
 */
export function logProbsForward(
  h: usize, w: usize, targets: usize, logProbs: usize, entropy: usize, rows: i32, size: i32,
  vocabulary: i32, inverse: f32, logits: usize, scratch: usize,
): void {
  gemm(h, size, false, w, size, true, logits, vocabulary, rows, vocabulary, size, inverse, false, scratch);
  for (let n = 0; n < rows; n++) {
    const row = logits + ((<usize>n * <usize>vocabulary) << 2);
    const logit = f32.load(row + (<usize>i32.load(targets + (<usize>n << 2)) << 2));
    const most = maxRow(row, vocabulary);
    const shift = f32x4.splat(most);
    let sums = f32x4.splat(0), weighted = f32x4.splat(0);
    let i = 0;
    for (; i + 4 <= vocabulary; i += 4) {
      const d = f32x4.sub(v128.load(row + (<usize>i << 2)), shift);
      const e = exp4(d);
      sums = f32x4.add(sums, e);
      weighted = f32x4.add(weighted, f32x4.mul(e, d));
    }
    let sum = sum4(sums), product = sum4(weighted);
    for (; i < vocabulary; i++) {
      const d: f32 = f32.load(row + (<usize>i << 2)) - most;
      const e = exp1(d);
      sum += e;
      product += e * d;
    }
    const total = log1(sum);
    f32.store(logProbs + (<usize>n << 2), logit - most - total);
    f32.store(entropy + (<usize>n << 2), total - product / sum);
  }
}

/** Gradients of logProbsForward: dh is written, dw added to where it is not 0. */
export function logProbsBackward(
  h: usize, w: usize, targets: usize, dy: usize, dh: usize, dw: usize, rows: i32, size: i32,
  vocabulary: i32, inverse: f32, logits: usize, scratch: usize,
): void {
  gemm(h, size, false, w, size, true, logits, vocabulary, rows, vocabulary, size, inverse, false, scratch);
  for (let n = 0; n < rows; n++) {
    const row = logits + ((<usize>n * <usize>vocabulary) << 2);
    const target = row + (<usize>i32.load(targets + (<usize>n << 2)) << 2);
    const slope = -f32.load(dy + (<usize>n << 2)) * inverse;
    softmaxRow(row, vocabulary, slope);
    f32.store(target, f32.load(target) - slope);
  }
  gemm(logits, vocabulary, false, w, size, false, dh, size, rows, size, vocabulary, 1, false, scratch);
  if (dw != 0)
    gemm(logits, vocabulary, true, h, size, false, dw, size, vocabulary, size, rows, 1, true, scratch);
}
