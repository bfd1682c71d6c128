// The operations of @rtt/backend as a TF.js user would write them for the WebAssembly backend as it
// comes: the other side of bench.mjs.
import * as tf from "@tensorflow/tfjs-core";

export const stockOperations = {
  linear: (x, weight) => tf.matMul(x, weight, false, true),
  // The gradient of tf.gather has no WebAssembly kernel.
  embedding: (table, ids) =>
    tf.matMul(tf.oneHot(tf.tensor1d(ids, "int32"), table.shape[0], 1, 0, "float32"), table),
  rmsNorm: (x, gain, epsilon) =>
    tf.mul(tf.mul(x, tf.rsqrt(tf.add(tf.mean(tf.square(x), 1, true), epsilon))), gain),
  swiGlu: (gate, up) => tf.mul(tf.mul(gate, tf.sigmoid(gate)), up),
  rotary: (x, { cos, sin }, heads) => {
    const [rows, half] = cos.shape;
    const [low, high] = tf.split(tf.reshape(x, [rows, heads, 2 * half]), 2, 2);
    const [c, s] = [tf.expandDims(cos, 1), tf.expandDims(sin, 1)];
    const turned = [
      tf.sub(tf.mul(low, c), tf.mul(high, s)),
      tf.add(tf.mul(high, c), tf.mul(low, s)),
    ];
    return tf.reshape(tf.concat(turned, 2), x.shape);
  },
  causalAttention: (q, k, v, { batch, length, heads, keyHeads, scale }) => {
    const size = q.shape[1] / heads;
    const split = (x, count) =>
      tf.transpose(tf.reshape(x, [batch, length, count, size]), [0, 2, 1, 3]);
    const grouped = [batch, keyHeads, (heads / keyHeads) * length, size];
    const queries = tf.reshape(split(q, heads), grouped);
    const scores = tf.mul(tf.matMul(queries, split(k, keyHeads), false, true), scale);
    const future = tf.mul(tf.sub(tf.linalg.bandPart(tf.ones([length, length]), -1, 0), 1), 1e30);
    const masked = tf.add(tf.reshape(scores, [batch, heads, length, length]), future);
    const weights = tf.reshape(tf.softmax(masked), scores.shape);
    const mixed = tf.reshape(tf.matMul(weights, split(v, keyHeads)), [batch, heads, length, size]);
    return tf.reshape(tf.transpose(mixed, [0, 2, 1, 3]), q.shape);
  },
  tokenLogProbs: (hidden, weight, targets, temperature) => {
    const logits = tf.div(tf.matMul(hidden, weight, false, true), temperature);
    const wanted = tf.oneHot(tf.tensor1d(targets, "int32"), weight.shape[0], 1, 0, "float32");
    return { logProbs: tf.sum(tf.mul(tf.logSoftmax(logits), wanted), 1) };
  },
};
