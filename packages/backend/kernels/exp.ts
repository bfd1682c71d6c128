// a b + c: rounded once where relaxed SIMD is compiled for and the processor can, else twice.
// @ts-ignore: decorator
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
}

// e^x for four floats: Cephes' expf (range reduction by ln 2 in two parts, degree 5), 2 ulp.
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f32x4.splat(-87.33654)), f32x4.splat(88.37626));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.4426950408889634)));
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  let p = f32x4.splat(1.9875691500e-4);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, r), r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

// @ts-ignore: decorator
@inline
export function exp1(x: f32): f32 {
  return f32x4.extract_lane(exp4(f32x4.splat(x)), 0);
}

// @ts-ignore: decorator
@inline
export function sum4(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)
    + f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3);
}

/** Dot product of two rows of `count` floats. */
export function dot(a: usize, b: usize, count: i32): f32 {
  let sum = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4)
    sum = multiplyAdd(v128.load(a + (<usize>i << 2)), v128.load(b + (<usize>i << 2)), sum);
  let total = sum4(sum);
  for (; i < count; i++) total += f32.load(a + (<usize>i << 2)) * f32.load(b + (<usize>i << 2));
  return total;
}

/** y += s x. */
export function addScaled(y: usize, x: usize, s: f32, count: i32): void {
  const s4 = f32x4.splat(s);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const to = y + (<usize>i << 2);
    v128.store(to, multiplyAdd(s4, v128.load(x + (<usize>i << 2)), v128.load(to)));
  }
  for (; i < count; i++) {
    const to = y + (<usize>i << 2);
    f32.store(to, f32.load(to) + s * f32.load(x + (<usize>i << 2)));
  }
}

/** Natural logarithm: the series of 2 artanh((m - 1) / (m + 1)) in Float64; no tables. */
export function log1(x: f32): f32 {
  const bits = reinterpret<u64>(<f64>x);
  let exponent = <i32>(bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
  if (m > 1.4142135623730951) {
    m *= 0.5;
    exponent += 1;
  }
  const t = (m - 1) / (m + 1);
  const t2 = t * t;
  let sum: f64 = 1.0 / 13;
  sum = sum * t2 + 1.0 / 11;
  sum = sum * t2 + 1.0 / 9;
  sum = sum * t2 + 1.0 / 7;
  sum = sum * t2 + 1.0 / 5;
  sum = sum * t2 + 1.0 / 3;
  sum = sum * t2 + 1;
  return <f32>(2 * t * sum + <f64>exponent * 0.6931471805599453);
}

/** Largest value of a row of at least one float. */
export function maxRow(x: usize, count: i32): f32 {
  let most: f32 = f32.load(x);
  let i = 0;
  if (count >= 4) {
    let mosts = v128.load(x);
    for (i = 4; i + 4 <= count; i += 4) mosts = f32x4.max(mosts, v128.load(x + (<usize>i << 2)));
    most = max(
      max(f32x4.extract_lane(mosts, 0), f32x4.extract_lane(mosts, 1)),
      max(f32x4.extract_lane(mosts, 2), f32x4.extract_lane(mosts, 3)),
    );
  }
  for (; i < count; i++) most = max(most, f32.load(x + (<usize>i << 2)));
  return most;
}

/** Turns a row of at least one float into `scale` times its softmax in place. */
export function softmaxRow(x: usize, count: i32, scale: f32): void {
  const most = maxRow(x, count);
  const shift = f32x4.splat(most);
  let sums = f32x4.splat(0);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const e = exp4(f32x4.sub(v128.load(x + (<usize>i << 2)), shift));
    sums = f32x4.add(sums, e);
    v128.store(x + (<usize>i << 2), e);
  }
  let sum = sum4(sums);
  for (; i < count; i++) {
    const e = exp1(f32.load(x + (<usize>i << 2)) - most);
    sum += e;
    f32.store(x + (<usize>i << 2), e);
  }
  scale /= sum;
  const scale4 = f32x4.splat(scale);
  for (i = 0; i + 4 <= count; i += 4) {
    const at = x + (<usize>i << 2);
    v128.store(at, f32x4.mul(v128.load(at), scale4));
  }
  for (; i < count; i++) {
    const at = x + (<usize>i << 2);
    f32.store(at, f32.load(at) * scale);
  }
}
