import { ConfigError, type Random } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Decoder } from "./decoder.ts";
import { parameterShapes } from "./parameter-shapes.ts";

/** Which projections get adapters, and how large. */
export interface LoraOptions {
  /** Default 16. */
  readonly rank?: number;
  /** The change is scaled by `alpha / rank`; default 32. */
  readonly alpha?: number;
  /** Projections by their short names; default `q_proj` and `v_proj`. */
  readonly targets?: readonly string[];
}

/**
 * Adds low-rank adapters to a decoder: A is N(0, 1 / fan_in), B is 0, so that nothing changes before
 * the first update (arXiv 2106.09685).
 *
 * @throws ConfigError when a target names no projection
 */
export function addLora(
  decoder: Decoder,
  { rank = 16, alpha = 32, targets = ["q_proj", "v_proj"] }: LoraOptions,
  random: Random,
): void {
  const shapes = parameterShapes(decoder.config);
  for (const target of targets) {
    const names = [...shapes.keys()].filter((name) => name.endsWith(`.${target}.weight`));
    if (!target.endsWith("_proj") || names.length === 0)
      throw new ConfigError("lora.targets", `no projection is named ${target}; known: ${known}`);
    for (const name of names) {
      const [outputs, inputs] = shapes.get(name) as [number, number];
      const stream = random.fork(name);
      const a = Float32Array.from(
        { length: rank * inputs },
        () => stream.normal() / Math.sqrt(inputs),
      );
      tf.tidy(() => {
        decoder.adapters.set(name, {
          a: tf.variable(tf.tensor2d(a, [rank, inputs])),
          b: tf.variable(tf.zeros<tf.Rank.R2>([outputs, rank])),
          scale: alpha / rank,
        });
      });
    }
  }
}

const known = "q_proj, k_proj, v_proj, o_proj, gate_proj, up_proj, down_proj";
