import { multiplyAdd } from "./exp";

// C = alpha A B (+ C): both operands are packed into panels that the 4 x 8 micro-kernel reads in order.
const KC: i32 = 256;
const MC: i32 = 64;
const NC: i32 = 512;

/** Bytes of scratch that gemm needs: one packed block of each operand and an edge tile. */
export function gemmScratch(): i32 {
  return (KC * (MC + NC) + 32) << 2;
}

/**
 * Panels of `width` lines of a matrix: dst[panel][k][line]. Element (line, k) stands at
 * src[line * lineStep + k * kStep]; one of the steps is 1. Missing lines are zeros.
 */
function pack(
  src: usize, lineStep: i32, kStep: i32, lines: i32, kc: i32, dst: usize, width: i32,
): void {
  for (let line = 0; line < lines; line += width) {
    const full = lines - line >= width;
    const base = src + ((<usize>line * <usize>lineStep) << 2);
    if (full && lineStep == 1) {
      for (let k = 0; k < kc; k++) {
        const from = base + ((<usize>k * <usize>kStep) << 2);
        v128.store(dst, v128.load(from));
        if (width == 8) v128.store(dst, v128.load(from, 16), 16);
        dst += <usize>width << 2;
      }
    } else if (full) {
      dst = packAcross(base, lineStep, kc, dst, width);
    } else {
      for (let k = 0; k < kc; k++) {
        for (let i = 0; i < width; i++) {
          const at = <usize>(i * lineStep) + <usize>k * <usize>kStep;
          f32.store(dst, i < lines - line ? f32.load(base + (at << 2)) : 0);
          dst += 4;
        }
      }
    }
  }
}

/** Packs `width` lines that run along k by transposing 4 x 4 blocks. */
function packAcross(base: usize, lineStep: i32, kc: i32, dst: usize, width: i32): usize {
  const step = <usize>lineStep << 2;
  const stride = <usize>width << 2;
  let k = 0;
  for (; k + 4 <= kc; k += 4) {
    for (let half = 0; half < width; half += 4) {
      const from = base + <usize>half * step + (<usize>k << 2);
      const r0 = v128.load(from);
      const r1 = v128.load(from + step);
      const r2 = v128.load(from + 2 * step);
      const r3 = v128.load(from + 3 * step);
      const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const b = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const c = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      const to = dst + (<usize>half << 2);
      v128.store(to, v128.shuffle<f32>(a, c, 0, 1, 4, 5));
      v128.store(to + stride, v128.shuffle<f32>(a, c, 2, 3, 6, 7));
      v128.store(to + 2 * stride, v128.shuffle<f32>(b, d, 0, 1, 4, 5));
      v128.store(to + 3 * stride, v128.shuffle<f32>(b, d, 2, 3, 6, 7));
    }
    dst += 4 * stride;
  }
  for (; k < kc; k++) {
    for (let i = 0; i < width; i++)
      f32.store(dst + (<usize>i << 2), f32.load(base + <usize>i * step + (<usize>k << 2)));
    dst += stride;
  }
  return dst;
}

/** c[4][8] = alpha * sum over k of a[k][4] b[k][8] (+ c), rows of c `ldc` bytes apart. */
function micro(a: usize, b: usize, kc: i32, c: usize, ldc: usize, alpha: f32, add: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let k = 0; k < kc; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = multiplyAdd(x, b0, c00);
    c01 = multiplyAdd(x, b1, c01);
    x = v128.load32_splat(a, 4);
    c10 = multiplyAdd(x, b0, c10);
    c11 = multiplyAdd(x, b1, c11);
    x = v128.load32_splat(a, 8);
    c20 = multiplyAdd(x, b0, c20);
    c21 = multiplyAdd(x, b1, c21);
    x = v128.load32_splat(a, 12);
    c30 = multiplyAdd(x, b0, c30);
    c31 = multiplyAdd(x, b1, c31);
    a += 16;
    b += 32;
  }
  const s = f32x4.splat(alpha);
  storeRow(c, c00, c01, s, add);
  storeRow(c + ldc, c10, c11, s, add);
  storeRow(c + 2 * ldc, c20, c21, s, add);
  storeRow(c + 3 * ldc, c30, c31, s, add);
}

// @ts-ignore: decorator
@inline
function storeRow(c: usize, low: v128, high: v128, s: v128, add: bool): void {
  low = f32x4.mul(low, s);
  high = f32x4.mul(high, s);
  if (add) {
    low = f32x4.add(low, v128.load(c));
    high = f32x4.add(high, v128.load(c, 16));
  }
  v128.store(c, low);
  v128.store(c, high, 16);
}

/**
 * C[m, n] = alpha op(A) op(B) (+ C), row-major with leading dimensions in elements. op transposes:
 * A is [k, m] where transA, B is [n, k] where transB.
 */
export function gemm(
  a: usize, lda: i32, transA: bool, b: usize, ldb: i32, transB: bool, c: usize, ldc: i32,
  m: i32, n: i32, k: i32, alpha: f32, add: bool, scratch: usize,
): void {
  const packedA = scratch;
  const packedB = packedA + (<usize>(KC * MC) << 2);
  const tile = packedB + (<usize>(KC * NC) << 2);
  const aLine = transA ? 1 : lda, aK = transA ? lda : 1;
  const bLine = transB ? ldb : 1, bK = transB ? 1 : ldb;
  const rowBytes = <usize>ldc << 2;
  if (k == 0 && !add)
    for (let i = 0; i < m; i++) memory.fill(c + <usize>i * rowBytes, 0, <usize>n << 2);
  for (let n0 = 0; n0 < n; n0 += NC) {
    const nc = min(NC, n - n0);
    for (let k0 = 0; k0 < k; k0 += KC) {
      const kc = min(KC, k - k0);
      const more = add || k0 > 0;
      const fromB = (<usize>n0 * <usize>bLine + <usize>k0 * <usize>bK) << 2;
      pack(b + fromB, bLine, bK, nc, kc, packedB, 8);
      for (let m0 = 0; m0 < m; m0 += MC) {
        const mc = min(MC, m - m0);
        const fromA = (<usize>m0 * <usize>aLine + <usize>k0 * <usize>aK) << 2;
        pack(a + fromA, aLine, aK, mc, kc, packedA, 4);
        for (let j = 0; j < nc; j += 8) {
          const panelB = packedB + (<usize>(j * kc) << 2);
          for (let i = 0; i < mc; i += 4) {
            const panelA = packedA + (<usize>(i * kc) << 2);
            const at = c + <usize>(m0 + i) * rowBytes + (<usize>(n0 + j) << 2);
            if (mc - i >= 4 && nc - j >= 8) micro(panelA, panelB, kc, at, rowBytes, alpha, more);
            else {
              micro(panelA, panelB, kc, tile, 32, alpha, false);
              edge(tile, at, rowBytes, min(4, mc - i), min(8, nc - j), more);
            }
          }
        }
      }
    }
  }
}

function edge(tile: usize, c: usize, rowBytes: usize, rows: i32, columns: i32, add: bool): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      const to = c + <usize>i * rowBytes + (<usize>j << 2);
      const value = f32.load(tile + (<usize>(i * 8 + j) << 2));
      f32.store(to, add ? f32.load(to) + value : value);
    }
}
