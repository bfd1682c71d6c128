import { join } from "node:path";
import { DataError, ShapeError } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import { readJson } from "../files/read-json.ts";
import { readSafetensors, writeSafetensors } from "../files/safetensors.ts";
import { writeWhole } from "../files/write-whole.ts";
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
  const state = `${JSON.stringify({ updates: optimizer.updates })}\n`;
  await writeWhole(join(folder, stateFile), [new TextEncoder().encode(state)]);
}

/**
 * Restores what `savePolicy` wrote.
 *
 * @throws ShapeError when the folder belongs to another model, DataError when it is damaged; nothing
 * is changed then
 */
export async function loadPolicy(
  folder: string,
  decoder: Decoder,
  optimizer: Optimizer,
): Promise<void> {
  const saved = await readSafetensors(join(folder, parametersFile));
  const moments = await readSafetensors(join(folder, momentsFile));
  const path = join(folder, stateFile);
  const updates = (await readJson(path))["updates"];
  if (!Number.isInteger(updates)) throw new DataError(path, 0, "updates must be a whole number");
  const variables = decoder.trainable;
  for (const [name, { shape }] of variables) {
    const actual = saved.get(name)?.shape;
    if (String(actual) !== String(shape))
      throw new ShapeError(`${folder}: ${name}`, String(shape), String(actual));
  }
  optimizer.restore(variables, moments, updates as number);
  for (const [name, variable] of variables)
    tf.tidy(() => variable.assign(tf.tensor(saved.get(name)!.data, [...variable.shape])));
}

async function plain(variables: ReadonlyMap<string, tf.Variable>): Promise<Weights> {
  const weights = new Map<string, Weight>();
  for (const [name, variable] of variables)
    weights.set(name, { shape: variable.shape, data: (await variable.data()) as Float32Array });
  return weights;
}
