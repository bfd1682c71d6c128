import { openBackend, type BackendName } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";

/** Runs the same computation on a backend and returns what it gives as plain rows; nothing leaks. */
export async function on(name: BackendName, run: () => tf.Tensor[]): Promise<Float32Array[]> {
  await openBackend(name);
  const before = tf.memory().numTensors;
  const rows: Float32Array[] = [];
  tf.tidy(() => {
    for (const tensor of run()) rows.push(tensor.dataSync<"float32">().slice());
  });
  const leaked = tf.memory().numTensors - before;
  if (leaked !== 0) throw new Error(`${leaked} tensors leaked on ${name}`);
  return rows;
}

/** Value and gradients with respect to the inputs, of a weighted sum of the operation's output. */
export function withGradients(
  inputs: tf.Tensor[],
  operation: (...inputs: tf.Tensor[]) => tf.Tensor,
): tf.Tensor[] {
  const value = operation(...inputs);
  const weights = noise(value.shape, 99);
  const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(tf.mul(operation(...xs), weights)))(
    inputs,
  );
  return [value, ...gradients];
}

/** Numbers in (-1, 1) that are the same everywhere. */
export function noise(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const data = Float32Array.from({ length: size }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233));
  return tf.tensor(data, shape);
}

/** Largest difference relative to the largest value of its row, or to 1e-3 where that is larger. */
export function difference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  let worst = 0;
  a.forEach((row, i) => {
    if (row.length !== b[i]!.length) worst = Infinity;
    const size = row.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    row.forEach((value, j) => {
      const gap = Math.abs(value - b[i]![j]!) / size;
      worst = Number.isFinite(gap) ? Math.max(worst, gap) : Infinity;
    });
  });
  return worst;
}
