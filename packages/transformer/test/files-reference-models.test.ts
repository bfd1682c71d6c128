import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBackend } from "@rtt/backend";
import { Decoder, loadModel, readSafetensors, saveModelFolder } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** Written by Python's transformers: see scripts/reference.py. */
const reference = join(import.meta.dirname, "reference/tiny");
const saved = temporaryFolder();

beforeAll(async () => {
  await openBackend("wasm");
});

// Sharded float32, bfloat16, float16 and float32, in this order.
describe.each(["llama", "qwen2", "qwen3", "granite"])("%s", (family) => {
  test("a folder of Python's transformers gives the logits of Python's transformers", async () => {
    const model = await loadModel(join(reference, family));
    expect(await worstDifference(model, family)).toBeLessThan(2e-5);
    expect(model.tokenizer.endOfSequence).toEqual([1]);
    expect(await model.tokenizer.encodePrompt([{ role: "user", content: "w5 w47" }])).toEqual(
      Int32Array.of(0, 5, 47),
    );
  });

  test("saved again it is the same model, and what stood beside it the same bytes", async () => {
    const model = await loadModel(join(reference, family));
    const folder = join(saved, family);
    await saveModelFolder(folder, model);
    const again = await loadModel(folder);
    expect(again.config).toEqual(model.config);
    expect(new Map(again.weights)).toEqual(new Map(model.weights));
    for (const name of ["tokenizer.json", "generation_config.json", "chat_template.jinja"])
      expect(await readFile(join(folder, name))).toEqual(
        await readFile(join(reference, family, name)),
      );
    const before = JSON.parse(await readFile(join(reference, family, "config.json"), "utf8"));
    const after = JSON.parse(await readFile(join(folder, "config.json"), "utf8"));
    const { dtype: _, ...kept } = before;
    expect(after).toMatchObject({ ...kept, torch_dtype: "float32" });
    expect(after).not.toHaveProperty("dtype");
  });
});

async function worstDifference(
  { config, weights }: Awaited<ReturnType<typeof loadModel>>,
  family: string,
): Promise<number> {
  const stored = await readSafetensors(join(reference, `${family}-logits.safetensors`));
  const { shape, data } = stored.get("tokens")!;
  const expected = stored.get("logits")!.data;
  const decoder = new Decoder(config, weights, { trainable: false });
  const logits = tf.tidy(() =>
    tf
      .matMul(
        decoder.hidden(Int32Array.from(data), shape[0]!, shape[1]!),
        decoder.head,
        false,
        true,
      )
      .dataSync<"float32">(),
  );
  decoder.dispose();
  expect(logits.length).toBe(expected.length);
  expect(Math.max(...expected)).toBeGreaterThan(0.5);
  return logits.reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected[i]!)), 0);
}
