import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type {
  Objective,
  OptimizerSettings,
  Policy,
  Prompt,
  Random,
  Rollout,
  SamplingSettings,
  StepReport,
  TrainingSequence,
} from "@rtt/core";
import { batchLoss } from "@rtt/grpo";

/** Words of the policy; the last id ends the response. */
const words = ["red", "blue", "tall", "old", "new"] as const;
const endOfSequence = words.length;
const vocabulary = words.length + 1;

/**
 * A bigram language model: logits of the next token by the previous one (or the start), trained by
 * plain gradient descent with the exact gradient of the softmax.
 */
export class TabularPolicy implements Policy {
  logits: Float64Array[] = Array.from({ length: vocabulary }, () => new Float64Array(vocabulary));
  /** Returns groups and rollouts in reverse, as an engine that sorts its work may. */
  readonly reversed: boolean;
  updates = 0;

  constructor({ reversed = false }: { reversed?: boolean } = {}) {
    this.reversed = reversed;
  }

  async sample(
    prompts: readonly Prompt[],
    numGenerations: number,
    settings: SamplingSettings,
    random: Random,
  ): Promise<Rollout[][]> {
    const groups = prompts.map((prompt) =>
      Array.from({ length: numGenerations }, (_, g) =>
        this.#sampleOne(prompt.id, `${prompt.id}/${g}`, settings, random.fork(`${prompt.id}/${g}`)),
      ),
    );
    return this.reversed ? groups.toReversed().map((group) => group.toReversed()) : groups;
  }

  async logProbs(
    sequences: readonly Pick<Rollout, "tokens">[],
    temperature: number,
  ): Promise<Float32Array[]> {
    return sequences.map(({ tokens }) =>
      Float32Array.from(this.#rows(tokens, temperature), (row, t) => Math.log(row[tokens[t]!]!)),
    );
  }

  async step(
    batch: readonly TrainingSequence[],
    temperature: number,
    objective: Objective,
    { learningRate }: OptimizerSettings,
  ): Promise<StepReport> {
    const probabilitiesNTV = batch.map(({ tokens }) => this.#rows(tokens, temperature));
    const newLogProbsNT = batch.map(({ tokens }, n) =>
      Float64Array.from(tokens, (token, t) => Math.log(probabilitiesNTV[n]![t]![token]!)),
    );
    const { loss, derivativeNT } = batchLoss(objective, {
      newLogProbsNT,
      oldLogProbsNT: batch.map(({ oldLogProbs }) => oldLogProbs),
      advantagesNT: batch.map(({ advantages }) => advantages),
    });
    const gradient = this.logits.map((row) => new Float64Array(row.length));
    let entropy = 0;
    let difference = 0;
    let trainedTokens = 0;
    batch.forEach(({ tokens, oldLogProbs }, n) =>
      tokens.forEach((token, t) => {
        const rowV = probabilitiesNTV[n]![t]!;
        const into = gradient[t === 0 ? endOfSequence : tokens[t - 1]!]!;
        rowV.forEach((probability, v) => {
          into[v]! += (derivativeNT[n]![t]! * (Number(v === token) - probability)) / temperature;
          entropy -= probability * Math.log(probability);
        });
        difference += Math.abs(newLogProbsNT[n]![t]! - oldLogProbs[t]!);
        trainedTokens++;
      }),
    );
    this.logits.forEach((row, i) =>
      row.forEach((_, v) => (row[v]! -= learningRate * gradient[i]![v]!)),
    );
    this.updates++;
    return {
      loss,
      gradNorm: Math.hypot(...gradient.flatMap((row) => [...row])),
      entropy: entropy / trainedTokens,
      clippedLow: 0,
      clippedHigh: 0,
      logProbDifference: difference / trainedTokens,
      trainedTokens,
    };
  }

  async save(folder: string): Promise<void> {
    const logits = this.logits.map((row) => [...row]);
    await writeFile(join(folder, "policy.json"), JSON.stringify({ logits, updates: this.updates }));
  }

  async load(folder: string): Promise<void> {
    const stored = JSON.parse(await readFile(join(folder, "policy.json"), "utf8")) as {
      logits: number[][];
      updates: number;
    };
    this.logits = stored.logits.map((row) => Float64Array.from(row));
    this.updates = stored.updates;
  }

  #sampleOne(
    promptId: string,
    id: string,
    { temperature, maxNewTokens, topK }: SamplingSettings,
    random: Random,
  ): Rollout {
    const tokens: number[] = [];
    const logProbs: number[] = [];
    while (tokens.length < maxNewTokens && tokens.at(-1) !== endOfSequence) {
      const row = this.#probabilities(tokens.at(-1) ?? endOfSequence, temperature);
      const cut = topK > 0 ? [...row].toSorted((a, b) => b - a)[topK - 1]! : 0;
      const kept = row.map((probability) => (probability >= cut ? probability : 0));
      const total = kept.reduce((sum, probability) => sum + probability, 0);
      let left = random.uniform() * total;
      const token = kept.findIndex((probability) => (left -= probability) < 0);
      tokens.push(token);
      logProbs.push(Math.log(kept[token]! / total));
    }
    const stopped = tokens.at(-1) === endOfSequence;
    const spoken = (stopped ? tokens.slice(0, -1) : tokens).map((token) => words[token]!);
    const starts = spoken.map((_, i) => spoken.slice(0, i).join(" ").length + Number(i > 0));
    const end = spoken.join(" ").length;
    return {
      id,
      promptId,
      promptTokens: Int32Array.of(endOfSequence),
      tokens: Int32Array.from(tokens),
      logProbs: Float32Array.from(logProbs),
      text: spoken.join(" "),
      tokenSpans: tokens.map((_, t) =>
        t < spoken.length
          ? { start: starts[t]!, end: starts[t]! + spoken[t]!.length }
          : { start: end, end },
      ),
      stopReason: stopped ? "stop" : "length",
    };
  }

  #rows(tokens: Int32Array, temperature: number): Float64Array[] {
    return Array.from(tokens, (_, t) =>
      this.#probabilities(t === 0 ? endOfSequence : tokens[t - 1]!, temperature),
    );
  }

  #probabilities(previous: number, temperature: number): Float64Array {
    const row = this.logits[previous]!;
    const peak = Math.max(...row);
    const exponentials = row.map((logit) => Math.exp((logit - peak) / temperature));
    const total = exponentials.reduce((sum, value) => sum + value, 0);
    return exponentials.map((value) => value / total);
  }
}
