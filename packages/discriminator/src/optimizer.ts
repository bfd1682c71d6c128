import { adamW, sumSquares, type AdamWSettings } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";

/** Settings of all updates of a training. */
export type OptimizerOptions = Pick<
  AdamWSettings,
  "beta1" | "beta2" | "epsilon" | "weightDecay"
> & {
  /** Gradients are scaled down to this global norm. */
  readonly maxGradNorm: number;
};

/** AdamW on named variables, with moments by the same names. */
export class Optimizer {
  readonly #moments: ReadonlyMap<string, { m: tf.Variable; v: tf.Variable }>;
  readonly #trainable: ReadonlyMap<string, tf.Variable>;
  readonly #options: OptimizerOptions;
  #updates = 0;

  constructor(trainable: ReadonlyMap<string, tf.Variable>, options: OptimizerOptions) {
    this.#trainable = trainable;
    this.#options = options;
    this.#moments = new Map(
      [...trainable].map(([name, variable]) => [
        name,
        { m: zerosLike(variable), v: zerosLike(variable) },
      ]),
    );
  }

  /** One update; returns the global norm of the gradients before clipping. */
  update(gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): number {
    const { maxGradNorm, ...settings } = this.#options;
    const squares = [...gradients.values()].reduce((sum, one) => sum + sumSquares(one), 0);
    const norm = Math.sqrt(squares);
    if (!Number.isFinite(norm)) return norm;
    this.#updates++;
    const gradientScale = norm > maxGradNorm ? maxGradNorm / norm : 1;
    for (const [name, gradient] of gradients) {
      const { m, v } = this.#moments.get(name)!;
      adamW(this.#trainable.get(name)!, m, v, gradient, {
        ...settings,
        learningRate,
        gradientScale,
        step: this.#updates,
      });
    }
    return norm;
  }

  dispose(): void {
    for (const { m, v } of this.#moments.values()) tf.dispose([m, v]);
  }
}

function zerosLike({ shape }: tf.Variable): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zeros(shape)));
}
