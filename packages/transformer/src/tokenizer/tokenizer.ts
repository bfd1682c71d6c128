import type { Message, Span } from "@rtt/core";

/** Ids as text, with the place of each. */
export interface DecodedTokens {
  readonly text: string;
  /**
   * UTF-16 range of each token in `text`, from the bytes that the token stands for. Tokens that
   * share a character all get the whole of it.
   */
  readonly tokenSpans: readonly Span[];
}

/** Between text and ids. */
export interface Tokenizer {
  /** Ids are below it. */
  readonly vocabularySize: number;
  /** Ids that end a response. */
  readonly endOfSequence: readonly number[];
  /** Ids of a text, without any special token added. */
  encode(text: string): Promise<Int32Array>;
  /** Ids of a conversation up to where the answer begins, by the model's chat template. */
  encodePrompt(messages: readonly Message[]): Promise<Int32Array>;
  /**
   * Every id becomes its text, special tokens too; an id without a token (models may have more rows
   * than tokens) becomes none. Ids are never encoded again.
   *
   * @throws ConfigError for what is no id
   */
  decode(tokens: ArrayLike<number>): DecodedTokens;
}
