import type { Random } from "@rtt/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Encoder } from "./encoder.ts";
import type { RelevanceExample } from "./examples.ts";
import { headLogits, newHead, type RelevanceHead } from "./head.ts";
import { microBatches } from "./micro-batches.ts";
import { paddedBatch } from "./padded-batch.ts";

/** What relevance is asked of: the ids of a criterion's prompt and those of a response. */
export type RelevanceInput = Pick<RelevanceExample, "promptTokens" | "tokens">;

/** A causal decoder with one logit for each token of a response (equation 4). */
export class Discriminator {
  readonly encoder: Encoder;
  readonly head: RelevanceHead;

  constructor(encoder: Encoder, head: RelevanceHead) {
    this.encoder = encoder;
    this.head = head;
  }

  /** A discriminator that knows nothing yet, on a decoder that may. */
  static untrained(encoder: Encoder, random: Random): Discriminator {
    return new Discriminator(encoder, newHead(encoder.hiddenSize, random));
  }

  /** What training changes, by name. */
  get trainable(): ReadonlyMap<string, tf.Variable> {
    return new Map<string, tf.Variable>([
      ...this.encoder.trainable,
      ["score.weight", this.head.weight],
      ["score.bias", this.head.bias],
    ]);
  }

  /**
   * Logits of the response tokens of one batch, one response after the other. The logit of token t is
   * read from the hidden state at t, which has seen t and everything before it.
   *
   * @returns shape `[N]`, N the number of all response tokens; call inside `tf.tidy`
   */
  logits(inputs: readonly RelevanceInput[]): tf.Tensor1D {
    const { tokens, rows, width, starts } = paddedBatch(inputs);
    const places = inputs.flatMap((input, row) =>
      Array.from(input.tokens, (_, t) => starts[row]! + t),
    );
    const hidden = this.encoder.hidden(tokens, rows, width);
    return headLogits(hidden, Int32Array.from(places), this.head);
  }

  /**
   * Relevance of each response token, `w = sigmoid(logit)`, in (0, 1), shape `[N]` of `[T]` in the
   * order of the inputs.
   *
   * @param maxTokens tokens of one forward pass, padding included
   */
  async scores(inputs: readonly RelevanceInput[], maxTokens = 4096): Promise<Float32Array[]> {
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

  /** Frees the head; the encoder belongs to whoever made it. */
  dispose(): void {
    tf.dispose([this.head.weight, this.head.bias]);
  }
}
