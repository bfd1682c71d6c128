import { ConfigError, NumericError, type OptimizerSettings } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Optimizer } from "./optimizer.ts";

/** What one update did. */
export interface TrainStepResult {
  /** Sum of the micro-batches' losses. */
  readonly loss: number;
  /** Global norm of the gradient before clipping. */
  readonly gradNorm: number;
}

/**
 * One optimizer update on a batch split into micro-batches: their losses add up, so whoever weighs
 * the parts makes any split the same step.
 *
 * @param losses the loss of each micro-batch, differentiable in the parameters
 * @throws ConfigError when nothing is trained, or a parameter has no part in the loss
 * @throws NumericError before any parameter is touched
 */
export function trainStep(
  parameters: ReadonlyMap<string, tf.Variable>,
  losses: readonly (() => tf.Scalar)[],
  optimizer: Optimizer,
  settings: OptimizerSettings,
): TrainStepResult {
  if (parameters.size === 0) throw new ConfigError("parameters", "none is trainable");
  if (losses.length === 0) throw new ConfigError("batch", "holds no token to train on");
  const sums = new Map<string, tf.Tensor>();
  let total = 0;
  try {
    for (const lossOf of losses) {
      const { value, grads } = tf.variableGrads(lossOf, [...parameters.values()]);
      const loss = value.dataSync()[0]!;
      value.dispose();
      const idle = [...parameters].find(([, { name }]) => grads[name] === undefined);
      if (idle !== undefined) {
        tf.dispose(grads);
        throw new ConfigError(idle[0], "has no part in the loss");
      }
      for (const [name, variable] of parameters) accumulate(sums, name, grads[variable.name]!);
      if (!Number.isFinite(loss)) throw new NumericError("loss", optimizer.updates + 1, loss);
      total += loss;
    }
    return { loss: total, gradNorm: optimizer.apply(parameters, sums, settings) };
  } finally {
    tf.dispose([...sums.values()]);
  }
}

function accumulate(sums: Map<string, tf.Tensor>, name: string, gradient: tf.Tensor): void {
  const before = sums.get(name);
  sums.set(name, before === undefined ? gradient : tf.add(before, gradient));
  if (before !== undefined) tf.dispose([before, gradient]);
}
