import { openBackend } from "@rtt/backend";
import { Random, type Rollout } from "@rtt/core";
import {
  averagePrecision,
  Discriminator,
  discriminatorRelevance,
  tokenLoss,
  trainDiscriminator,
} from "@rtt/discriminator";
import { addLora, Decoder, initializeWeights } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { planted, tiny, tinyConfig } from "./planted-rule.ts";

beforeAll(async () => {
  await openBackend("wasm");
});

/** Loss and gradient norm of each update. */
async function steps(maxTokens: number): Promise<[number, number][]> {
  const discriminator = tiny(9);
  const before = tf.memory().numTensors;
  const seen: [number, number][] = [];
  await trainDiscriminator(discriminator, {
    examples: planted(40, Random.fromSeed(10)),
    random: Random.fromSeed(11),
    learningRate: 0.01,
    batchSize: 20,
    maxTokens,
    onStep: ({ loss, gradNorm }) => seen.push([loss, gradNorm]),
  });
  expect(tf.memory().numTensors).toBe(before);
  return seen;
}

describe("a discriminator", () => {
  it("gives each response its own scores whatever is beside it: padding changes nothing", async () => {
    const discriminator = tiny(1);
    const inputs = planted(20, Random.fromSeed(2));
    const together = await discriminator.scores(inputs);
    const apart = await discriminator.scores(inputs, 1);
    const reversed = await discriminator.scores(inputs.toReversed(), 40);
    together.forEach((row, n) => {
      expect(row).toHaveLength(inputs[n]!.tokens.length);
      row.forEach((score, t) => {
        expect(apart[n]![t]).toBeCloseTo(score, 6);
        expect(reversed[inputs.length - 1 - n]![t]).toBeCloseTo(score, 6);
      });
    });
  });

  it("reads token t from what stands up to t: later tokens change nothing", async () => {
    const discriminator = tiny(1);
    const promptTokens = Int32Array.of(3, 1);
    const [whole, start] = await discriminator.scores([
      { promptTokens, tokens: Int32Array.of(4, 3, 7, 2) },
      { promptTokens, tokens: Int32Array.of(4, 3) },
    ]);
    expect(start![0]).toBeCloseTo(whole![0]!, 6);
    expect(start![1]).toBeCloseTo(whole![1]!, 6);
  });

  it("finds a planted rule", async () => {
    const discriminator = tiny(3);
    const test = planted(100, Random.fromSeed(4));
    const precision = async (): Promise<number> => {
      const scores = await discriminator.scores(test);
      return averagePrecision(
        scores.flatMap((row) => [...row]),
        test.flatMap(({ labels }) => [...labels]),
      );
    };
    expect(await precision()).toBeLessThan(0.4);
    const losses: number[] = [];
    await trainDiscriminator(discriminator, {
      examples: planted(1500, Random.fromSeed(5)),
      random: Random.fromSeed(6),
      learningRate: 0.02,
      epochs: 4,
      batchSize: 32,
      onStep: ({ loss }) => losses.push(loss),
    });
    expect(losses).toHaveLength(4 * 47);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 3);
    expect(await precision()).toBeGreaterThan(0.95);
  });

  it("has the gradient that finite differences show", () => {
    const discriminator = tiny(7);
    const examples = planted(6, Random.fromSeed(8));
    const loss = (): tf.Scalar => {
      const labels = tf.tensor1d(examples.flatMap(({ labels: row }) => [...row]));
      return tokenLoss(discriminator.logits(examples), labels, 3);
    };
    const { grads, value } = tf.variableGrads(loss);
    value.dispose();
    for (const [name, variable] of discriminator.trainable) {
      const gradient = grads[variable.name]!.dataSync<"float32">();
      const at = gradient.reduce(
        (best, one, i) => (Math.abs(one) > Math.abs(gradient[best]!) ? i : best),
        0,
      );
      const shifted = (by: number): number => {
        const numbers = variable.dataSync().slice();
        const before = numbers[at]!;
        numbers[at]! += by;
        const assign = (): void =>
          tf.tidy(() => variable.assign(tf.tensor(numbers, variable.shape)));
        assign();
        const result = tf.tidy(() => loss().dataSync()[0]!);
        numbers[at] = before;
        assign();
        return result;
      };
      const slope = (shifted(0.01) - shifted(-0.01)) / 0.02;
      expect(Math.abs(gradient[at]!), name).toBeGreaterThan(0.001);
      expect(slope / gradient[at]!, name).toBeCloseTo(1, 2);
    }
    tf.dispose(grads);
  });

  it("learns the same whatever the micro-batches, and leaves no tensor behind", async () => {
    const whole = await steps(4096);
    const pieces = await steps(15);
    expect(whole).toHaveLength(4);
    whole.forEach(([loss, gradNorm], step) => {
      expect(pieces[step]![0]).toBeCloseTo(loss, 4);
      expect(pieces[step]![1]).toBeCloseTo(gradNorm, 4);
    });
  });

  it("stops with its parameters unchanged when a number is not finite", async () => {
    const discriminator = tiny(12);
    discriminator.head.bias.assign(tf.tensor1d([Number.NaN]));
    const before = discriminator.head.weight.dataSync().slice();
    const training = trainDiscriminator(discriminator, {
      examples: planted(4, Random.fromSeed(13)),
      random: Random.fromSeed(14),
      learningRate: 0.01,
    });
    await expect(training).rejects.toThrow("loss is NaN at step 1");
    expect(discriminator.head.weight.dataSync()).toEqual(before);
    await expect(
      trainDiscriminator(discriminator, {
        examples: [],
        random: Random.fromSeed(1),
        learningRate: 1,
      }),
    ).rejects.toThrow("examples: are none; nothing can be learned");
  });

  it("passes no more tokens at once than it is told to", async () => {
    const sizes: number[] = [];
    class Watched extends Decoder {
      override hidden(...batch: Parameters<Decoder["hidden"]>): ReturnType<Decoder["hidden"]> {
        sizes.push(batch[0].length);
        return super.hidden(...batch);
      }
    }
    const random = Random.fromSeed(30);
    const decoder = new Watched(tinyConfig, initializeWeights(tinyConfig, random));
    const discriminator = Discriminator.untrained(decoder, random);
    const examples = planted(40, random);
    await discriminator.scores(examples, 50);
    await trainDiscriminator(discriminator, { examples, random, learningRate: 0, maxTokens: 50 });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50);
    expect(Math.max(...sizes)).toBeGreaterThan(25);
    sizes.length = 0;
    await discriminator.scores(examples);
    expect(sizes).toHaveLength(1);
  });

  it("is trained by AdamW on the clipped gradient, with warm-up and a cosine", async () => {
    const discriminator = tiny(31);
    const examples = planted(300, Random.fromSeed(32));
    const biasGradient = (): number =>
      tf.tidy(() => {
        const labels = tf.tensor1d(examples.flatMap(({ labels: row }) => [...row]));
        return tf.mean(tf.sub(tf.sigmoid(discriminator.logits(examples)), labels)).dataSync()[0]!;
      });
    const rates: number[] = [];
    let [first, second, bias, gradient] = [0, 0, 0, biasGradient()];
    await trainDiscriminator(discriminator, {
      examples,
      random: Random.fromSeed(33),
      learningRate: 0.02,
      epochs: 40,
      batchSize: 300,
      maxGradNorm: 0.01,
      onStep: ({ step, gradNorm, learningRate }) => {
        rates.push(learningRate);
        if (step > 10) return;
        const clipped = gradient * Math.min(1, 0.01 / gradNorm);
        first = 0.9 * first + 0.1 * clipped;
        second = 0.95 * second + 0.05 * clipped ** 2;
        const scale = Math.sqrt(second / (1 - 0.95 ** step)) + 1e-8;
        bias -= (learningRate * first) / (1 - 0.9 ** step) / scale;
        expect(discriminator.head.bias.dataSync()[0]).toBeCloseTo(bias, 4);
        gradient = biasGradient();
      },
    });
    // 40 updates, of which the first two warm up.
    expect(rates[0]).toBeCloseTo(0.01, 12);
    expect(rates[1]).toBeCloseTo(0.02, 12);
    expect(rates[20]).toBeCloseTo(0.02 * (0.1 + 0.45), 12);
    expect(rates[39]).toBeCloseTo(0.002, 12);
  });

  it("begins with small weights, no bias, and near one half everywhere", () => {
    const { head } = tiny(34, { ...tinyConfig, hiddenSize: 1024 });
    const weights = head.weight.dataSync<"float32">();
    const square = weights.reduce((sum, weight) => sum + weight ** 2, 0) / 1024;
    expect(Math.sqrt(square) * 1025).toBeGreaterThan(0.9);
    expect(Math.sqrt(square) * 1025).toBeLessThan(1.1);
    expect([...head.bias.dataSync()]).toEqual([0]);
  });

  it("trains head and adapters alone where the decoder does", async () => {
    const random = Random.fromSeed(35);
    const weights = initializeWeights(tinyConfig, random);
    const decoder = new Decoder(tinyConfig, weights, { trainable: false });
    addLora(decoder, { rank: 2 }, random);
    const discriminator = Discriminator.untrained(decoder, random);
    expect(
      [...discriminator.trainable.keys()].map((name) => name.split(".").slice(-3).join(".")),
    ).toEqual([
      "q_proj.lora_A.weight",
      "q_proj.lora_B.weight",
      "v_proj.lora_A.weight",
      "v_proj.lora_B.weight",
      "score.weight",
      "score.bias",
    ]);
    const losses: number[] = [];
    await trainDiscriminator(discriminator, {
      examples: planted(300, Random.fromSeed(36)),
      random,
      learningRate: 0.02,
      batchSize: 30,
      onStep: ({ loss }) => losses.push(loss),
    });
    expect(losses.at(-1)).toBeLessThan(losses[0]! * 0.8);
    const exported = await decoder.exportWeights();
    const mlp = "model.layers.0.mlp.up_proj.weight";
    expect(exported.get(mlp)!.data).toEqual(weights.get(mlp)!.data);
  });

  it("works on a decoder with an output embedding of its own, which it leaves alone", async () => {
    const discriminator = tiny(37, { ...tinyConfig, tiedEmbeddings: false });
    expect(discriminator.trainable.has("lm_head.weight")).toBe(false);
    await trainDiscriminator(discriminator, {
      examples: planted(10, Random.fromSeed(38)),
      random: Random.fromSeed(39),
      learningRate: 0.01,
    });
  });

  it("sees each example once an epoch, in an order of its own", async () => {
    const losses: number[] = [];
    await trainDiscriminator(tiny(40), {
      examples: planted(12, Random.fromSeed(41)),
      random: Random.fromSeed(42),
      learningRate: 0,
      batchSize: 1,
      onStep: ({ loss }) => losses.push(loss),
    });
    const [first, second] = [losses.slice(0, 12), losses.slice(12)];
    expect(second).not.toEqual(first);
    const ascending = first.toSorted((a, b) => a - b);
    second
      .toSorted((a, b) => a - b)
      .forEach((loss, i) => expect(loss).toBeCloseTo(ascending[i]!, 5));
  });

  it("is stopped by a signal between two updates", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    await trainDiscriminator(tiny(15), {
      examples: planted(8, Random.fromSeed(16)),
      random: Random.fromSeed(17),
      learningRate: 0.01,
      batchSize: 1,
      signal: controller.signal,
      onStep: ({ step }) => {
        seen.push(step);
        if (step === 3) controller.abort();
      },
    });
    expect(seen).toEqual([1, 2, 3]);
  });
});

const prompt = {
  id: "p",
  messages: [],
  criteria: [
    { id: "a", description: "10", check: { judge: true } },
    { id: "b", description: "11", check: { judge: true } },
  ],
} as const;
const format = async ({ description }: { description: string }): Promise<Int32Array> =>
  Int32Array.of(Number(description), 1);
const rollout = (stopReason: "stop" | "length"): Rollout => ({
  id: stopReason,
  promptId: "p",
  promptTokens: new Int32Array(),
  tokens: Int32Array.of(4, 3, 7, 0),
  logProbs: new Float32Array(4),
  text: "",
  tokenSpans: [],
  stopReason,
});
const requests = [
  { prompt, rollout: rollout("stop"), verdictsK: [] },
  { prompt, rollout: rollout("length"), verdictsK: [] },
];

describe("relevance from a discriminator", () => {
  it("is one float row for each request and criterion, 0 at the end of sequence", async () => {
    const discriminator = tiny(20);
    const rows = await discriminatorRelevance(discriminator, format).relevance(requests);
    const tokens = Int32Array.of(4, 3, 7, 0);
    const [first, second] = await discriminator.scores([
      { promptTokens: Int32Array.of(10, 1), tokens },
      { promptTokens: Int32Array.of(11, 1), tokens },
    ]);
    expect(first).not.toEqual(second);
    [first!, second!].forEach((expected, k) => {
      expect(rows[0]![k]![3]).toBe(0);
      expect(rows[1]![k]![3]).toBeCloseTo(expected[3]!, 6);
      for (const t of [0, 1, 2])
        for (const n of [0, 1]) expect(rows[n]![k]![t]).toBeCloseTo(expected[t]!, 6);
      expect(expected.every((value) => value > 0 && value < 1)).toBe(true);
    });
  });

  it("reaches the end of sequence where absence is credited", async () => {
    const options = { creditAbsence: true };
    const model = discriminatorRelevance(tiny(20), format, options);
    const rows = await model.relevance(requests);
    expect(rows[0]![0]![3]).toBeGreaterThan(0);
  });
});
