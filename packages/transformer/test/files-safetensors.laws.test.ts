import { readdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DataError } from "@rtt/core";
import { loadModelFolder, readSafetensors, writeSafetensors, type Weights } from "@rtt/transformer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
const file = join(folder, "x.safetensors");

const tensor = fc
  .array(fc.nat(4), { maxLength: 3 })
  .chain((shape) =>
    fc
      .float32Array({ minLength: size(shape), maxLength: size(shape) })
      .map((data) => ({ shape, data })),
  );
const weightsOf = fc
  .dictionary(fc.string({ minLength: 1, unit: "grapheme" }), tensor, { maxKeys: 4 })
  .map((entries): Weights => new Map(Object.entries(entries)));

test("what is written is read, whatever the numbers, NaN and zeros with a sign among them", async () => {
  await fc.assert(
    fc.asyncProperty(weightsOf, async (weights) => {
      await writeSafetensors(file, weights, { note: "\u{1F600}" });
      const again = await readSafetensors(file);
      expect([...again.keys()].toSorted()).toEqual([...weights.keys()].toSorted());
      for (const [name, { shape, data }] of weights) {
        expect(again.get(name)!.shape).toEqual(shape);
        expect(bits(again.get(name)!.data)).toEqual(bits(data));
      }
    }),
  );
  expect(readdirSync(folder)).toEqual(["x.safetensors"]);
});

test("a file cut anywhere is refused by name", async () => {
  await writeSafetensors(file, example);
  const bytes = await readFile(file);
  for (let length = 0; length < bytes.length; length++) {
    await writeFile(file, bytes.subarray(0, length));
    await expect(readSafetensors(file)).rejects.toThrow(`${file}: is truncated`);
  }
});

test("any byte changed gives numbers or a DataError, nothing else", async () => {
  await writeSafetensors(file, example);
  const bytes = await readFile(file);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, value) => {
      await writeFile(file, bytes.with(at, value));
      const error = await readSafetensors(file).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error !== undefined) expect(error).toBeInstanceOf(DataError);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['{"w":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}', "w has type I64; known are F64, F32"],
  ['{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}', "w of shape [3] and type F32 cannot"],
  ['{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}', "the header entry of w lacks"],
  ['{"w":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}', "the header entry of w lacks"],
  ['{"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}', "is truncated: w ends at byte"],
  ['{"w":null}', "the header entry of w lacks"],
  ["[]", "its header is no JSON object"],
  ["{", "its header is no JSON"],
])("the header %s is refused in words", async (header, words) => {
  await writeFile(file, withHeader(header, new Uint8Array(8)));
  await expect(readSafetensors(file)).rejects.toThrow(words);
});

test("a file of another kind is called that", async () => {
  await writeFile(file, "Once upon a time there was a text file.");
  await expect(readSafetensors(file)).rejects.toThrow("is not a safetensors file: it asks for");
});

test("half and double precision are read as float32", async () => {
  // 1, -2, 2^-24 (subnormal), 65504, infinity as IEEE halves; 1, -2 as bfloat16; 0.1 as float64.
  const halves = [0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00];
  const data = new Uint8Array(22);
  const view = new DataView(data.buffer);
  [...halves, 0x3f80, 0xc000].forEach((half, i) => view.setUint16(2 * i, half, true));
  view.setFloat64(14, 0.1, true);
  const header = {
    half: { dtype: "F16", shape: [5], data_offsets: [0, 10] },
    brain: { dtype: "BF16", shape: [2], data_offsets: [10, 14] },
    double: { dtype: "F64", shape: [], data_offsets: [14, 22] },
  };
  await writeFile(file, withHeader(JSON.stringify(header), data));
  const weights = await readSafetensors(file);
  expect([...weights.get("half")!.data]).toEqual([1, -2, 2 ** -24, 65504, Infinity]);
  expect([...weights.get("brain")!.data]).toEqual([1, -2]);
  expect([...weights.get("double")!.data]).toEqual([Math.fround(0.1)]);
});

test("a shape that does not fit its numbers is refused before anything is written", async () => {
  const path = join(folder, "never.safetensors");
  const weights = new Map([["w", { shape: [3], data: new Float32Array(2) }]]);
  await expect(writeSafetensors(path, weights)).rejects.toThrow("w of shape [3] cannot hold 2");
  expect(readdirSync(folder)).not.toContain("never.safetensors");
});

test("a folder that is none, or has no configuration, is refused", async () => {
  await expect(loadModelFolder(join(folder, "nowhere"))).rejects.toThrow("is this a model folder?");
});

const example: Weights = new Map([
  ["a", { shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }],
  ["b", { shape: [], data: Float32Array.of(5) }],
]);

function withHeader(header: string, data: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

function bits(data: Float32Array): number[] {
  return [...new Uint32Array(data.slice().buffer)];
}
