import { addScaled, dot, exp1, exp4, sum4 } from "./exp";

/** y = gain x / sqrt(mean x^2 + epsilon), row by row. */
export function rmsNormForward(x: usize, gain: usize, y: usize, rows: i32, size: i32, epsilon: f32): void {
  for (let n = 0; n < rows; n++) {
    const at = (<usize>n * <usize>size) << 2;
    const inverse: f32 = 1 / sqrt<f32>(dot(x + at, x + at, size) / <f32>size + epsilon);
    const inverse4 = f32x4.splat(inverse);
    let i = 0;
    for (; i + 4 <= size; i += 4) {
      const cell = at + (<usize>i << 2);
      const scaled = f32x4.mul(v128.load(x + cell), inverse4);
      v128.store(y + cell, f32x4.mul(scaled, v128.load(gain + (<usize>i << 2))));
    }
    for (; i < size; i++) {
      const cell = at + (<usize>i << 2);
      f32.store(y + cell, f32.load(x + cell) * inverse * f32.load(gain + (<usize>i << 2)));
    }
  }
}

/** Gradients of rmsNormForward; dgain is added to, and left alone where it is 0. */
export function rmsNormBackward(
  x: usize, gain: usize, dy: usize, dx: usize, dgain: usize, rows: i32, size: i32, epsilon: f32,
): void {
  for (let n = 0; n < rows; n++) {
    const at = (<usize>n * <usize>size) << 2;
    const inverse: f32 = 1 / sqrt<f32>(dot(x + at, x + at, size) / <f32>size + epsilon);
    for (let i = 0; i < size; i++) {
      const cell = at + (<usize>i << 2);
      f32.store(dx + cell, f32.load(dy + cell) * f32.load(gain + (<usize>i << 2)));
    }
    const pull: f32 = dot(dx + at, x + at, size) * inverse * inverse * inverse / <f32>size;
    const inverse4 = f32x4.splat(inverse), pull4 = f32x4.splat(pull);
    let i = 0;
    for (; i + 4 <= size; i += 4) {
      const cell = at + (<usize>i << 2);
      const v = v128.load(x + cell);
      const slope = f32x4.mul(v128.load(dx + cell), inverse4);
      v128.store(dx + cell, f32x4.sub(slope, f32x4.mul(v, pull4)));
      if (dgain != 0) {
        const to = dgain + (<usize>i << 2);
        const d = f32x4.mul(f32x4.mul(v128.load(dy + cell), v), inverse4);
        v128.store(to, f32x4.add(v128.load(to), d));
      }
    }
    for (; i < size; i++) {
      const cell = at + (<usize>i << 2);
      f32.store(dx + cell, f32.load(dx + cell) * inverse - f32.load(x + cell) * pull);
      if (dgain != 0) {
        const to = dgain + (<usize>i << 2);
        f32.store(to, f32.load(to) + f32.load(dy + cell) * f32.load(x + cell) * inverse);
      }
    }
  }
}

/** y = silu(gate) up. */
export function swiGluForward(gate: usize, up: usize, y: usize, count: i32): void {
  const one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = <usize>i << 2;
    const g = v128.load(gate + at);
    const silu = f32x4.div(g, f32x4.add(one, exp4(f32x4.neg(g))));
    v128.store(y + at, f32x4.mul(silu, v128.load(up + at)));
  }
  for (; i < count; i++) {
    const at = <usize>i << 2;
    const g = f32.load(gate + at);
    f32.store(y + at, (g / (1 + exp1(-g))) * f32.load(up + at));
  }
}

/** Gradients of swiGluForward. */
export function swiGluBackward(
  gate: usize, up: usize, dy: usize, dgate: usize, dup: usize, count: i32,
): void {
  const one = f32x4.splat(1);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = <usize>i << 2;
    const g = v128.load(gate + at);
    const d = v128.load(dy + at);
    const s = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(g))));
    const silu = f32x4.mul(g, s);
    v128.store(dup + at, f32x4.mul(d, silu));
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.sub(g, silu)));
    v128.store(dgate + at, f32x4.mul(f32x4.mul(d, v128.load(up + at)), slope));
  }
  for (; i < count; i++) {
    const at = <usize>i << 2;
    const g = f32.load(gate + at);
    const d = f32.load(dy + at);
    const s: f32 = 1 / (1 + exp1(-g));
    f32.store(dup + at, d * g * s);
    f32.store(dgate + at, d * f32.load(up + at) * s * (1 + g - g * s));
  }
}

/** Rotates the halves of each head by the angle of its row; cos and sin are [rows, half]. */
export function rotary(
  x: usize, cos: usize, sin: usize, y: usize, rows: i32, heads: i32, half: i32, sign: f32,
): void {
  for (let n = 0; n < rows; n++)
    for (let h = 0; h < heads; h++) {
      const at = (<usize>((n * heads + h) * 2 * half)) << 2;
      for (let i = 0; i < half; i++) {
        const angle = (<usize>(n * half + i)) << 2;
        const low = at + (<usize>i << 2), high = low + (<usize>half << 2);
        const a = f32.load(x + low), b = f32.load(x + high);
        const c = f32.load(cos + angle), s = sign * f32.load(sin + angle);
        f32.store(y + low, a * c - b * s);
        f32.store(y + high, b * c + a * s);
      }
    }
}

/** y[n] = table[ids[n]]. */
export function gatherRows(table: usize, ids: usize, y: usize, rows: i32, size: i32): void {
  const bytes = <usize>size << 2;
  for (let n = 0; n < rows; n++)
    memory.copy(y + <usize>n * bytes, table + <usize>i32.load(ids + (<usize>n << 2)) * bytes, bytes);
}

/** table[ids[n]] += dy[n]. */
export function scatterRows(table: usize, ids: usize, dy: usize, rows: i32, size: i32): void {
  const bytes = <usize>size << 2;
  for (let n = 0; n < rows; n++)
    addScaled(table + <usize>i32.load(ids + (<usize>n << 2)) * bytes, dy + <usize>n * bytes, 1, size);
}

/** Sum of squares. */
export function sumSquares(x: usize, count: i32): f64 {
  let total: f64 = 0;
  let i = 0;
  for (; i + 1024 <= count; i += 1024) {
    let sums = f32x4.splat(0);
    for (let j = 0; j < 1024; j += 4) {
      const v = v128.load(x + (<usize>(i + j) << 2));
      sums = f32x4.add(sums, f32x4.mul(v, v));
    }
    total += <f64>sum4(sums);
  }
  for (; i < count; i++) {
    const v = <f64>f32.load(x + (<usize>i << 2));
    total += v * v;
  }
  return total;
}

/**
 * AdamW in place: decoupled decay, moments m and v, bias corrections folded into `rate` and
 * `root2` (square root of 1 - beta2^step). The gradient is scaled first.
 */
export function adamW(
  w: usize, m: usize, v: usize, g: usize, count: i32, gradientScale: f32, beta1: f32, beta2: f32,
  rate: f32, root2: f32, epsilon: f32, keep: f32,
): void {
  for (let i = 0; i < count; i++) {
    const at = <usize>i << 2;
    const d = f32.load(g + at) * gradientScale;
    const first = beta1 * f32.load(m + at) + (1 - beta1) * d;
    const second = beta2 * f32.load(v + at) + (1 - beta2) * d * d;
    f32.store(m + at, first);
    f32.store(v + at, second);
    f32.store(w + at, keep * f32.load(w + at) - rate * first / (sqrt<f32>(second) / root2 + epsilon));
  }
}
