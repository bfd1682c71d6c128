import { linear } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import { plus } from "./plus.ts";

/** Low-rank change of a projection: `scale B A` is added to its weight (arXiv 2106.09685). */
export interface Adapter {
  /** Shape `[rank, I]`. */
  readonly a: tf.Variable<tf.Rank.R2>;
  /** Shape `[O, rank]`. */
  readonly b: tf.Variable<tf.Rank.R2>;
  readonly scale: number;
}

/** A linear map with an optional bias and an optional adapter. */
export interface Projection {
  /** Shape `[O, I]`. */
  readonly weight: tf.Tensor2D;
  /** Shape `[O]`. */
  readonly bias: tf.Tensor1D | undefined;
  readonly trainable: boolean;
  readonly adapter: Adapter | undefined;
}

/** `y = x W^T + bias + (scale x A^T) B^T`, shape `[N, I] -> [N, O]`. */
export function project(
  x: tf.Tensor2D,
  { weight, bias, trainable, adapter }: Projection,
): tf.Tensor2D {
  let y = linear(x, weight, trainable);
  if (bias !== undefined) y = tf.add(y, bias);
  if (adapter === undefined) return y;
  const narrow = tf.mul<tf.Tensor2D>(linear(x, adapter.a, true), adapter.scale);
  return plus(y, linear(narrow, adapter.b, true));
}
