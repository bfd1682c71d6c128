import type { Random } from "@rtt/core";
import type { DecoderConfig } from "./config.ts";
import { parameterShapes } from "./parameter-shapes.ts";
import type { Weight, Weights } from "./weights.ts";

/**
 * Weights to train from scratch: embeddings N(0, 0.05^2), projections N(0, 1 / fan_in), those that
 * add to the residual stream N(0, 1 / (2 layers fan_in)), norms 1, biases 0. Each parameter draws
 * from a stream of its own name.
 */
export function initializeWeights(config: DecoderConfig, random: Random): Weights {
  return new Map(
    [...parameterShapes(config)].map(([name, shape]): [string, Weight] => {
      const size = shape.reduce((product, n) => product * n, 1);
      const deviation = standardDeviationOf(name, shape, config.layers);
      const stream = random.fork(name);
      const data = name.includes("norm")
        ? new Float32Array(size).fill(1)
        : Float32Array.from({ length: size }, () => deviation * stream.normal());
      return [name, { shape, data }];
    }),
  );
}

function standardDeviationOf(name: string, shape: readonly number[], layers: number): number {
  if (name.endsWith(".bias")) return 0;
  if (name.includes("embed_tokens") || name.startsWith("lm_head")) return 0.05;
  const variance = 1 / shape.at(-1)!;
  const addsToResidual = name.includes("o_proj") || name.includes("down_proj");
  return Math.sqrt(addsToResidual ? variance / (2 * layers) : variance);
}
