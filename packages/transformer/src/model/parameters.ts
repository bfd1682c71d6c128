import { ShapeError } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DecoderConfig } from "./config.ts";
import { parameterShapes } from "./parameter-shapes.ts";
import type { Weights } from "./weights.ts";

/**
 * The parameters of a decoder as TF.js variables, by name. A weight that is not the config's is
 * ignored; one that is missing or misshapen is refused.
 *
 * @throws ShapeError naming the parameter
 */
export function loadParameters(config: DecoderConfig, weights: Weights): Map<string, tf.Variable> {
  const shapes = parameterShapes(config);
  for (const [name, shape] of shapes) {
    const actual = weights.get(name)?.shape;
    if (actual === undefined || String(actual) !== String(shape))
      throw new ShapeError(
        name,
        `[${shape.join(", ")}]`,
        actual ? `[${actual.join(", ")}]` : "none",
      );
  }
  return new Map(
    [...shapes].map(([name, shape]) => {
      const tensor = tf.tensor(weights.get(name)!.data, [...shape], "float32");
      const variable = tf.variable(tensor);
      tensor.dispose();
      return [name, variable];
    }),
  );
}
