import type { Random } from "@rtt/core";
import { microBatches, paddedBatch, type Decoder, type Sequence } from "@rtt/transformer";
import * as tf from "@tensorflow/tfjs-core";
import { headLogits, newHead, type RelevanceHead } from "./head.ts";

/** A causal decoder with one logit for each token of a response (equation 4). */
export class Discriminator {
  readonly decoder: Decoder;
  readonly head: RelevanceHead;

  constructor(decoder: Decoder, head: RelevanceHead) {
    this.decoder = decoder;
    this.head = head;
  }

  /** A discriminator that knows nothing yet, on a decoder that may. */
  static untrained(decoder: Decoder, random: Random): Discriminator {
    return new Discriminator(decoder, newHead(decoder.hiddenSize, random));
  }

  /**
   * What training changes, by name: the head, and what the decoder trains (all weights, or its
   * adapters) but for an output embedding of its own, which hidden states do not depend on.
   */
  get trainable(): ReadonlyMap<string, tf.Variable> {
    return new Map<string, tf.Variable>([
      ...[...this.decoder.trainable].filter(([name]) => name !== "lm_head.weight"),
      ["score.weight", this.head.weight],
      ["score.bias", this.head.bias],
    ]);
  }

  /**
   * Logits of the response tokens of one batch, one response after the other. The logit of token t is
   * read from the hidden state at t, which has seen t and everything before it.
   *
   * @param inputs the ids of a criterion's prompt and those of a response
   * @returns shape `[N]`, N the number of all response tokens; call inside `tf.tidy`
   */
  logits(inputs: readonly Sequence[]): tf.Tensor1D {
    const { tokens, rows, width } = paddedBatch(
      inputs,
      inputs.map(() => []),
    );
    const places = inputs.flatMap((input, row) =>
      Array.from(input.tokens, (_, t) => row * width + input.promptTokens.length + t),
    );
    const hidden = this.decoder.hidden(tokens, rows, width);
    return headLogits(hidden, Int32Array.from(places), this.head);
  }

  /**
   * Relevance of each response token, `w = sigmoid(logit)`, in [0, 1], shape `[N]` of `[T]` in the
   * order of the inputs.
   *
   * @param maxTokens tokens of one forward pass, padding included
   */
  async scores(inputs: readonly Sequence[], maxTokens = 8192): Promise<Float32Array[]> {
    const lengths = inputs.map(({ promptTokens, tokens }) => promptTokens.length + tokens.length);
    const scoresNT: Float32Array[] = inputs.map(() => new Float32Array());
    for (const places of microBatches(lengths, maxTokens)) {
      const batch = places.map((place) => inputs[place]!);
      const relevance = tf.tidy(() => tf.sigmoid(this.logits(batch)));
      const values = (await relevance.data()) as Float32Array;
      relevance.dispose();
      let start = 0;
      places.forEach((place, i) => {
        const end = start + batch[i]!.tokens.length;
        scoresNT[place] = values.slice(start, end);
        start = end;
      });
    }
    return scoresNT;
  }

  /** Frees head and decoder. */
  dispose(): void {
    tf.dispose([this.head.weight, this.head.bias]);
    this.decoder.dispose();
  }
}
