import { causalAttention, embedding, linear, rmsNorm } from "@rtt/backend";
import type { Random } from "@rtt/core";
import type { Encoder } from "@rtt/discriminator";
import * as tf from "@tensorflow/tfjs-core";

/** One attention layer on an embedding table: enough to see which tokens came before. */
export function tinyEncoder(vocabulary: number, hiddenSize: number, random: Random): Encoder {
  const drawn = (rows: number, columns: number, deviation: number): tf.Variable<tf.Rank.R2> =>
    tf.tidy(() =>
      tf.variable(
        tf.tensor2d(
          Float32Array.from({ length: rows * columns }, () => deviation * random.normal()),
          [rows, columns],
        ),
      ),
    );
  const scale = 1 / Math.sqrt(hiddenSize);
  const table = drawn(vocabulary, hiddenSize, 0.5);
  const [q, k, v, o] = [0, 1, 2, 3].map(() => drawn(hiddenSize, hiddenSize, scale));
  const norm = tf.tidy(() => tf.variable(tf.ones<tf.Rank.R1>([hiddenSize])));
  return {
    hiddenSize,
    trainable: new Map<string, tf.Variable>([
      ["table", table],
      ["q", q!],
      ["k", k!],
      ["v", v!],
      ["o", o!],
    ]),
    hidden(tokens, rows, width) {
      const x = embedding(table, tokens, true);
      const shape = { batch: rows, length: width, heads: 1, keyHeads: 1, scale };
      const mixed = causalAttention(
        linear(x, q!, true),
        linear(x, k!, true),
        linear(x, v!, true),
        shape,
      );
      return rmsNorm(tf.add(x, linear(mixed, o!, true)), norm, 1e-5, false);
    },
  };
}
