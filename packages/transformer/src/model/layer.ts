import { rmsNorm, rotary, swiGlu, type RotaryAngles } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import type { DecoderConfig } from "./config.ts";
import { plus } from "./plus.ts";
import { project, type Projection } from "./projection.ts";

/** The gain of a norm. */
export interface Norm {
  readonly gain: tf.Tensor1D;
  readonly trainable: boolean;
}

/** The parameters of one layer. */
export interface Layer {
  readonly inputNorm: Norm;
  readonly q: Projection;
  readonly k: Projection;
  readonly v: Projection;
  readonly o: Projection;
  readonly qNorm: Norm | undefined;
  readonly kNorm: Norm | undefined;
  readonly mlpNorm: Norm;
  readonly gate: Projection;
  readonly up: Projection;
  readonly down: Projection;
}

/** Mixes tokens: queries `[N, heads * size]`, keys and values `[N, keyHeads * size]`. */
export type Attend = (q: tf.Tensor2D, k: tf.Tensor2D, v: tf.Tensor2D) => tf.Tensor2D;

/** One pre-norm decoder layer, shape `[N, D] -> [N, D]`. */
export function decoderLayer(
  x: tf.Tensor2D,
  layer: Layer,
  config: DecoderConfig,
  angles: RotaryAngles,
  attend: Attend,
): tf.Tensor2D {
  const { heads, keyHeads, normEpsilon } = config;
  const norm = (y: tf.Tensor2D, { gain, trainable }: Norm): tf.Tensor2D =>
    rmsNorm(y, gain, normEpsilon, trainable);
  const place = (y: tf.Tensor2D, count: number, headNorm: Norm | undefined): tf.Tensor2D =>
    rotary(
      headNorm === undefined ? y : byHead(y, count, (head) => norm(head, headNorm)),
      angles,
      count,
    );
  const residual = (y: tf.Tensor2D): tf.Tensor2D =>
    config.residualMultiplier === 1 ? y : tf.mul(y, config.residualMultiplier);

  const h = norm(x, layer.inputNorm);
  const q = place(project(h, layer.q), heads, layer.qNorm);
  const k = place(project(h, layer.k), keyHeads, layer.kNorm);
  const v = project(h, layer.v);
  const attended = plus(x, residual(project(attend(q, k, v), layer.o)));
  const f = norm(attended, layer.mlpNorm);
  const gated = swiGlu(project(f, layer.gate), project(f, layer.up));
  return plus(attended, residual(project(gated, layer.down)));
}

function byHead(
  y: tf.Tensor2D,
  heads: number,
  run: (rows: tf.Tensor2D) => tf.Tensor2D,
): tf.Tensor2D {
  const [rows, width] = y.shape;
  return tf.reshape(run(tf.reshape(y, [rows * heads, width / heads])), [rows, width]);
}
