// Stock TF.js on WebAssembly, our kernels and the native engine on the same work, in turns:
//
//   node packages/backend/scripts/bench.mjs [rounds]
//
// Engines take turns inside each round, so a ratio compares neighbours in time; what is printed is
// its median over the rounds and, in brackets, its smallest and largest value.
import { openBackend } from "../dist/index.js";
import * as ownOperations from "../dist/index.js";
import * as tf from "@tensorflow/tfjs";
import { stockOperations } from "./stock-operations.mjs";

const rounds = Number(process.argv[2] ?? 5);
await tf.setBackend("wasm");
const stockMatMul = tf.getKernel("BatchMatMul", "wasm");
await openBackend("wasm");
const ownMatMul = tf.getKernel("BatchMatMul", "wasm");
const hasNative = await openBackend("native").then(
  () => true,
  () => false,
);

const wasmWith = (kernel) => async () => {
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel(kernel);
  await tf.setBackend("wasm");
};
const engines = [
  { name: "own", start: wasmWith(ownMatMul), operations: ownOperations },
  { name: "stock", start: wasmWith(stockMatMul), operations: stockOperations },
  ...(hasNative
    ? [{ name: "native", start: () => tf.setBackend("tensorflow"), operations: ownOperations }]
    : []),
];

/** Milliseconds of one call, warmed up, over at least 100 ms. */
function milliseconds(work) {
  tf.tidy(work);
  const start = performance.now();
  let calls = 0;
  do {
    tf.tidy(work);
    calls++;
  } while (performance.now() - start < 100);
  return (performance.now() - start) / calls;
}

async function compare(title, perMillisecond, unit, makeWork) {
  const times = new Map(engines.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const { name, start, operations } of engines) {
      await start();
      const { work, inputs } = makeWork(operations);
      times.get(name).push(milliseconds(work));
      tf.dispose(inputs);
    }
  const own = times.get("own");
  const cells = engines.map(({ name }) => {
    const best = (perMillisecond / Math.min(...times.get(name))).toPrecision(3);
    if (name === "own") return `own ${best} ${unit}`;
    const ratios = own
      .map((time, round) => times.get(name)[round] / time)
      .toSorted((a, b) => a - b);
    const at = (share) => ratios[Math.round(share * (ratios.length - 1))].toPrecision(3);
    return `${name} ${best}, own is ${at(0.5)} (${at(0)}-${at(1)}) times as fast`;
  });
  console.log(`${title}: ${cells.join("; ")}`);
}

const noise = (shape, seed) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: size }, (_, i) => Math.sin(seed + i * 78.233));
  return tf.tensor(values, shape);
};

if (process.argv[3] !== "step")
  for (const [batch, m, k, n, transA, transB] of [
    [1, 1024, 128, 512, false, false],
    [1, 1024, 512, 128, false, true],
    [1, 128, 1024, 512, true, false],
    [1, 1536, 576, 1536, false, true],
    [1, 32, 576, 1536, false, true],
    [64, 64, 32, 64, false, true],
  ])
    await compare(
      `[${batch}, ${m}, ${k}] x [${batch}, ${k}, ${n}] ${transA ? "T" : "N"}${transB ? "T" : "N"}`,
      (2 * batch * m * k * n) / 1e6,
      "GFLOP/s",
      () => {
        const a = noise(transA ? [batch, k, m] : [batch, m, k], 1);
        const b = noise(transB ? [batch, n, k] : [batch, k, n], 2);
        return { inputs: [a, b], work: () => void tf.matMul(a, b, transA, transB) };
      },
    );

/** Forward and backward pass of a decoder, all weights trained. */
function trainingStep({ layers, size, inner, heads, keyHeads, vocabulary, batch, length }) {
  const width = size / heads;
  const tokens = batch * length;
  const ids = Int32Array.from({ length: tokens }, (_, i) => (i * 31) % vocabulary);
  const positions = Int32Array.from(ids, (_, i) => i % length);
  const frequencies = Float32Array.from(
    { length: width / 2 },
    (_, i) => 10_000 ** ((-2 * i) / width),
  );
  const shape = { batch, length, heads, keyHeads, scale: width ** -0.5 };
  const keys = keyHeads * width;
  const shapes = [[size], [size, size], [keys, size], [keys, size], [size, size]];
  const perLayer = [...shapes, [size], [inner, size], [inner, size], [size, inner]];
  return (use) => {
    const inputs = [
      [vocabulary, size],
      ...Array.from({ length: layers }, () => perLayer).flat(),
    ].map((dimensions, i) => tf.tidy(() => tf.mul(noise(dimensions, i), 0.05)));
    const angles = ownOperations.rotaryAngles(positions, frequencies);
    const loss = (...all) => {
      let x = use.embedding(all[0], ids, true);
      for (let layer = 0; layer < layers; layer++) {
        const [n1, q, k, v, o, n2, gate, up, down] = all.slice(1 + 9 * layer);
        const h = use.rmsNorm(x, n1, 1e-5, true);
        const turned = (w, count) => use.rotary(use.linear(h, w, true), angles, count);
        const values = use.linear(h, v, true);
        const mixed = use.causalAttention(turned(q, heads), turned(k, keyHeads), values, shape);
        x = tf.add(x, use.linear(mixed, o, true));
        const f = use.rmsNorm(x, n2, 1e-5, true);
        const gated = use.swiGlu(use.linear(f, gate, true), use.linear(f, up, true));
        x = tf.add(x, use.linear(gated, down, true));
      }
      return tf.neg(tf.mean(use.tokenLogProbs(x, all[0], ids, 1, true).logProbs));
    };
    const gradients = tf.grads(loss);
    return { inputs: [...inputs, angles.cos, angles.sin], work: () => void gradients(inputs) };
  };
}

const tiny = { layers: 2, size: 128, inner: 256, heads: 4, keyHeads: 4, vocabulary: 137 };
const smol = { layers: 1, size: 576, inner: 1536, heads: 9, keyHeads: 3, vocabulary: 4096 };
for (const [title, model] of [
  ["training step of the quickstart's model, 64 x 50 tokens", { ...tiny, batch: 64, length: 50 }],
  ["one layer as in SmolLM2-135M, 4,096 entries, 8 x 192", { ...smol, batch: 8, length: 192 }],
])
  await compare(title, model.batch * model.length * 1000, "tokens/s", trainingStep(model));
