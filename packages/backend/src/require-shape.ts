import { ShapeError } from "@rtt/core";
import type * as tf from "@tensorflow/tfjs-core";

/**
 * Our kernels write where they are told, so shapes are held to before an address is taken.
 *
 * @throws ShapeError when `tensor` is not of this shape
 */
export function requireShape(what: string, tensor: tf.Tensor, shape: readonly number[]): void {
  const fits =
    tensor.shape.length === shape.length && shape.every((size, i) => size === tensor.shape[i]);
  if (!fits) throw new ShapeError(what, `[${shape.join(", ")}]`, `[${tensor.shape.join(", ")}]`);
}

/** @throws ShapeError when an id is outside `[0, limit)` */
export function requireIds(what: string, ids: Int32Array, limit: number): void {
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    if (id < 0 || id >= limit) throw new ShapeError(what, `ids in [0, ${limit})`, `${id} at ${i}`);
  }
}

/** @throws ShapeError when the heads do not share the key heads evenly */
export function requireGroups({ heads, keyHeads }: { heads: number; keyHeads: number }): void {
  if (heads % keyHeads !== 0)
    throw new ShapeError("attention heads", `a multiple of ${keyHeads} key heads`, `${heads}`);
}
