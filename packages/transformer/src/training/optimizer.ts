import { adamW, sumSquares } from "@rtt/backend";
import { NumericError, ShapeError, type OptimizerSettings } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Weight, Weights } from "../model/weights.ts";

interface Moments {
  readonly first: tf.Variable;
  readonly second: tf.Variable;
}

/** AdamW over named parameters; the moments belong to names, not to positions. */
export class Optimizer {
  readonly #moments: Map<string, Moments> = new Map<string, Moments>();
  #updates = 0;

  /** Updates done so far. */
  get updates(): number {
    return this.#updates;
  }

  /**
   * One update of all parameters, gradients scaled down to `maxGradNorm` together. Nothing is
   * touched when the norm is not finite.
   *
   * @returns the global norm before clipping
   * @throws NumericError
   */
  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    settings: OptimizerSettings,
  ): number {
    let squares = 0;
    for (const gradient of gradients.values()) squares += sumSquares(gradient);
    const norm = Math.sqrt(squares);
    const step = this.#updates + 1;
    if (!Number.isFinite(norm)) throw new NumericError("gradient norm", step, norm);
    const gradientScale = norm > settings.maxGradNorm ? settings.maxGradNorm / norm : 1;
    for (const [name, parameter] of parameters) {
      const { first, second } = this.#momentsOf(name, parameter);
      adamW(parameter, first, second, gradients.get(name)!, { ...settings, step, gradientScale });
    }
    this.#updates = step;
    return norm;
  }

  /** Moments under `first.NAME` and `second.NAME`. */
  async exportMoments(): Promise<Weights> {
    const rows = [...this.#moments].flatMap(([name, { first, second }]) => [
      [`first.${name}`, first] as const,
      [`second.${name}`, second] as const,
    ]);
    return new Map(
      await Promise.all(
        rows.map(async ([name, variable]): Promise<[string, Weight]> => [
          name,
          { shape: variable.shape, data: (await variable.data()) as Float32Array },
        ]),
      ),
    );
  }

  /**
   * Restores what `exportMoments` gave after so many updates.
   *
   * @throws ShapeError when they belong to other parameters; nothing is changed then
   */
  restore(parameters: ReadonlyMap<string, tf.Variable>, moments: Weights, updates: number): void {
    const names = updates === 0 ? [] : [...parameters.keys()];
    const load = (key: string): tf.Variable => {
      const { shape, data } = moments.get(key)!;
      return tf.tidy(() => tf.variable(tf.tensor(data, [...shape])));
    };
    for (const name of names)
      for (const key of [`first.${name}`, `second.${name}`]) {
        const [expected, actual] = [parameters.get(name)!.shape, moments.get(key)?.shape];
        if (String(actual) !== String(expected))
          throw new ShapeError(key, String(expected), String(actual));
      }
    this.dispose();
    this.#updates = updates;
    for (const name of names)
      this.#moments.set(name, { first: load(`first.${name}`), second: load(`second.${name}`) });
  }

  dispose(): void {
    for (const { first, second } of this.#moments.values()) tf.dispose([first, second]);
    this.#moments.clear();
  }

  #momentsOf(name: string, parameter: tf.Variable): Moments {
    const existing = this.#moments.get(name);
    if (existing !== undefined) return existing;
    const zeros = (): tf.Variable => tf.tidy(() => tf.variable(tf.zerosLike(parameter)));
    const moments = { first: zeros(), second: zeros() };
    this.#moments.set(name, moments);
    return moments;
  }
}
