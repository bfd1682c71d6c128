import { addScaled, dot, softmaxRow } from "./exp";
import { gemm } from "./gemm";

/** P = causal softmax(scale Q K^T) of one head: rows of length `length`, zeros above the diagonal. */
function probabilities(
  q: usize, k: usize, p: usize, length: i32, width: i32, keyWidth: i32, size: i32, scale: f32,
  scratch: usize,
): void {
  gemm(q, width, false, k, keyWidth, true, p, length, length, length, size, scale, false, scratch);
  for (let i = 0; i < length; i++) {
    const row = p + (<usize>(i * length) << 2);
    softmaxRow(row, i + 1, 1);
    memory.fill(row + (<usize>(i + 1) << 2), 0, <usize>(length - i - 1) << 2);
  }
}

/** Causal grouped-query attention. Scratch: p holds length^2 floats. */
export function attentionForward(
  q: usize, k: usize, v: usize, out: usize, batch: i32, length: i32, heads: i32, keyHeads: i32,
  size: i32, scale: f32, p: usize, scratch: usize,
): void {
  const width = heads * size, keyWidth = keyHeads * size, group = heads / keyHeads;
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < heads; h++) {
      const at = (<usize>(b * length * width + h * size)) << 2;
      const keyAt = (<usize>(b * length * keyWidth + (h / group) * size)) << 2;
      probabilities(q + at, k + keyAt, p, length, width, keyWidth, size, scale, scratch);
      gemm(p, length, false, v + keyAt, keyWidth, false, out + at, width, length, size, length, 1,
        false, scratch);
    }
}

/** Gradients of attentionForward; dk and dv start as zeros. Scratch: p and dp hold length^2 floats. */
export function attentionBackward(
  q: usize, k: usize, v: usize, dout: usize, dq: usize, dk: usize, dv: usize, batch: i32,
  length: i32, heads: i32, keyHeads: i32, size: i32, scale: f32, p: usize, dp: usize,
  scratch: usize,
): void {
  const width = heads * size, keyWidth = keyHeads * size, group = heads / keyHeads;
  for (let b = 0; b < batch; b++)
    for (let h = 0; h < heads; h++) {
      const at = (<usize>(b * length * width + h * size)) << 2;
      const keyAt = (<usize>(b * length * keyWidth + (h / group) * size)) << 2;
      probabilities(q + at, k + keyAt, p, length, width, keyWidth, size, scale, scratch);
      gemm(p, length, true, dout + at, width, false, dv + keyAt, keyWidth, length, size, length, 1,
        true, scratch);
      gemm(dout + at, width, false, v + keyAt, keyWidth, true, dp, length, length, length, size, 1,
        false, scratch);
      for (let i = 0; i < length; i++) {
        const row = (<usize>(i * length)) << 2;
        const mean = dot(p + row, dp + row, i + 1);
        for (let j = 0; j <= i; j++) {
          const cell = row + (<usize>j << 2);
          f32.store(dp + cell, f32.load(p + cell) * (f32.load(dp + cell) - mean));
        }
        memory.fill(dp + row + (<usize>(i + 1) << 2), 0, <usize>(length - i - 1) << 2);
      }
      gemm(dp, length, false, k + keyAt, keyWidth, false, dq + at, width, length, size, length,
        scale, false, scratch);
      gemm(dp, length, true, q + at, width, false, dk + keyAt, keyWidth, length, size, length,
        scale, true, scratch);
    }
}

/**
 * One new token a row: appends its key and value at lengths[row], then attends over all of them.
 * Caches are [rows, capacity, keyHeads * size]. Scratch: p holds capacity floats.
 */
export function decodeAttention(
  q: usize, keyNew: usize, valueNew: usize, keys: usize, values: usize, lengths: usize, out: usize,
  rows: i32, capacity: i32, heads: i32, keyHeads: i32, size: i32, scale: f32, p: usize,
): void {
  const width = heads * size, keyWidth = keyHeads * size, group = heads / keyHeads;
  const rowBytes = <usize>keyWidth << 2;
  for (let b = 0; b < rows; b++) {
    const length = i32.load(lengths + (<usize>b << 2));
    const start = <usize>b * <usize>capacity * rowBytes;
    memory.copy(keys + start + <usize>length * rowBytes, keyNew + <usize>b * rowBytes, rowBytes);
    memory.copy(values + start + <usize>length * rowBytes, valueNew + <usize>b * rowBytes, rowBytes);
    for (let h = 0; h < heads; h++) {
      const at = (<usize>(b * width + h * size)) << 2;
      const head = start + ((<usize>((h / group) * size)) << 2);
      for (let t = 0; t <= length; t++)
        f32.store(p + (<usize>t << 2), scale * dot(q + at, keys + head + <usize>t * rowBytes, size));
      softmaxRow(p, length + 1, 1);
      memory.fill(out + at, 0, <usize>size << 2);
      for (let t = 0; t <= length; t++)
        addScaled(out + at, values + head + <usize>t * rowBytes, f32.load(p + (<usize>t << 2)), size);
    }
  }
}
