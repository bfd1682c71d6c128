import {
  causalAttention,
  embedding,
  linear,
  rmsNorm,
  rotary,
  rotaryAngles,
  swiGlu,
  tokenLogProbs,
} from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import { noise } from "./on-backends.ts";

const [batch, length, heads, keyHeads, width, inner, vocabulary] = [3, 7, 4, 2, 8, 24, 19];
const size = heads * width;
const shapes: number[][] = [
  [vocabulary, size],
  ...Array.from({ length: 2 }, () => [
    [size],
    [size, size],
    [keyHeads * width, size],
    [keyHeads * width, size],
    [size, size],
    [size],
    [inner, size],
    [inner, size],
    [size, inner],
  ]).flat(),
];
const ids = Int32Array.from({ length: batch * length }, (_, i) => (i * 5) % vocabulary);
const targets = Int32Array.from(ids, (id) => (id * 3 + 1) % vocabulary);
const positions = Int32Array.from(ids, (_, i) => i % length);
const frequencies = Float32Array.from({ length: width / 2 }, (_, i) => 100 ** ((-2 * i) / width));

/** Loss and all gradients of a two-layer decoder, from every operation of the package. */
export function tinyStep(): tf.Tensor[] {
  const parameters = shapes.map((shape, i) => tf.mul(noise(shape, i + 1), 0.5));
  const { value, grads } = tf.valueAndGrads((...inputs: tf.Tensor[]) => {
    const all = inputs as tf.Tensor2D[];
    const angles = rotaryAngles(positions, frequencies);
    let x = embedding(all[0]!, ids, true);
    for (let layer = 0; layer < 2; layer++) {
      const [n1, q, k, v, o, n2, gate, up, down] = all.slice(1 + 9 * layer) as [
        tf.Tensor2D,
        ...tf.Tensor2D[],
      ];
      const h = rmsNorm(x, n1 as unknown as tf.Tensor1D, 1e-5, true);
      const turned = (w: tf.Tensor2D, count: number): tf.Tensor2D =>
        rotary(linear(h, w, true), angles, count);
      const mixed = causalAttention(turned(q!, heads), turned(k!, keyHeads), linear(h, v!, true), {
        batch,
        length,
        heads,
        keyHeads,
        scale: 1 / Math.sqrt(width),
      });
      x = tf.add(x, linear(mixed, o!, true));
      const f = rmsNorm(x, n2 as unknown as tf.Tensor1D, 1e-5, true);
      x = tf.add(x, linear(swiGlu(linear(f, gate!, true), linear(f, up!, true)), down!, true));
    }
    return tf.neg<tf.Scalar>(tf.mean(tokenLogProbs(x, all[0]!, targets, 1, true).logProbs));
  })(parameters);
  return [value, ...grads];
}
