import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError, ShapeError } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import { readSafetensors, writeSafetensors } from "../files/safetensors.ts";
import type { Decoder } from "../model/decoder.ts";
import type { Weight, Weights } from "../model/weights.ts";
import type { Optimizer } from "../training/optimizer.ts";

const parametersFile = "trainable.safetensors";
const momentsFile = "optimizer.safetensors";
const stateFile = "policy.json";

/** Writes what training changes (all weights, or the adapters), and the optimizer's state. */
export async function savePolicy(
  folder: string,
  decoder: Decoder,
  optimizer: Optimizer,
): Promise<void> {
  await writeSafetensors(join(folder, parametersFile), await plain(decoder.trainable));
  await writeSafetensors(join(folder, momentsFile), await optimizer.exportMoments());
  await writeFile(join(folder, stateFile), `${JSON.stringify({ updates: optimizer.updates })}\n`);
}

/**
 * Restores what `savePolicy` wrote.
 *
 * @throws ShapeError when the folder belongs to another model
 */
export async function loadPolicy(
  folder: string,
  decoder: Decoder,
  optimizer: Optimizer,
): Promise<void> {
  const saved = await readSafetensors(join(folder, parametersFile));
  for (const [name, variable] of decoder.trainable) {
    const weight = saved.get(name);
    if (weight === undefined || String(weight.shape) !== String(variable.shape))
      throw new ShapeError(`${folder}: ${name}`, String(variable.shape), String(weight?.shape));
    tf.tidy(() => variable.assign(tf.tensor(weight.data, [...weight.shape])));
  }
  const path = join(folder, stateFile);
  const { updates } = JSON.parse(await readFile(path, "utf8")) as { updates?: number };
  if (!Number.isInteger(updates)) throw new DataError(path, 0, "updates must be a whole number");
  optimizer.restore(decoder.trainable, await readSafetensors(join(folder, momentsFile)), updates!);
}

async function plain(variables: ReadonlyMap<string, tf.Variable>): Promise<Weights> {
  const weights = new Map<string, Weight>();
  for (const [name, variable] of variables)
    weights.set(name, { shape: variable.shape, data: (await variable.data()) as Float32Array });
  return weights;
}
