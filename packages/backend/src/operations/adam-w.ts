import * as tf from "@tensorflow/tfjs-core";
import { requireShape } from "../require-shape.ts";
import { currentHeap } from "../wasm/current-heap.ts";

/** Settings of one AdamW update. */
export interface AdamWSettings {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Decoupled: the parameter shrinks by `learningRate * weightDecay` of itself. */
  readonly weightDecay: number;
  /** Number of this update, from 1. */
  readonly step: number;
  /** The gradient is multiplied by this first (clipping). */
  readonly gradientScale: number;
}

/**
 * AdamW in place (arXiv 1711.05101): `m = b1 m + (1 - b1) g`, `v = b2 v + (1 - b2) g^2`,
 * `w = w - rate (m / (1 - b1^step)) / (sqrt(v / (1 - b2^step)) + epsilon) - rate decay w`.
 * All four have one shape.
 */
export function adamW(
  parameter: tf.Variable,
  m: tf.Variable,
  v: tf.Variable,
  gradient: tf.Tensor,
  settings: AdamWSettings,
): void {
  for (const tensor of [m, v, gradient])
    requireShape("adamW: moments and gradient", tensor, parameter.shape);
  const { learningRate, beta1, beta2, epsilon, weightDecay, step, gradientScale } = settings;
  const rate = learningRate / (1 - beta1 ** step);
  const root2 = Math.sqrt(1 - beta2 ** step);
  const keep = 1 - learningRate * weightDecay;
  const heap = currentHeap();
  if (heap !== undefined) {
    for (const variable of [parameter, m, v]) heap.own(variable);
    const addresses = [parameter, m, v, gradient].map((tensor) => heap.address(tensor));
    const numbers = [gradientScale, beta1, beta2, rate, root2, epsilon, keep];
    heap.kernels.adamW(...addresses, gradient.size, ...numbers);
    return;
  }
  tf.tidy(() => {
    const g = tf.mul(gradient, gradientScale);
    m.assign(tf.add(tf.mul(m, beta1), tf.mul(g, 1 - beta1)));
    v.assign(tf.add(tf.mul(v, beta2), tf.mul(tf.square(g), 1 - beta2)));
    const change = tf.div(tf.mul(m, rate), tf.add(tf.div(tf.sqrt(v), root2), epsilon));
    parameter.assign(tf.sub(tf.mul(parameter, keep), change));
  });
}
