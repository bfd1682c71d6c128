import { Template } from "@huggingface/jinja";
import { ConfigError, DataError, type Message } from "@rtt/core";
import { Tokenizer as Binding } from "tokenizers";
import { tokenDecoder, type TokenDecoder, type WrittenForm } from "./token-decoder.ts";
import type { DecodedTokens, Tokenizer } from "./tokenizer.ts";

/** What a tokenizer is made of. */
export interface TokenizerFiles {
  /** Where it comes from, for errors. */
  readonly source: string;
  /** Text of tokenizer.json. */
  readonly tokenizerJson: string;
  /** Jinja source; absent for models that hold no conversations. */
  readonly chatTemplate: string | undefined;
  /** Special tokens by name (`bos_token`, `eos_token`), which templates may use. */
  readonly specialTokens: Readonly<Record<string, string>>;
  /** Ids that end a response. */
  readonly endOfSequence: readonly number[];
}

/** A tokenizer.json run by Hugging Face's own library, with spans from the bytes of the tokens. */
export class HuggingFaceTokenizer implements Tokenizer {
  readonly vocabularySize: number;
  readonly endOfSequence: readonly number[];
  readonly #binding: Binding;
  readonly #tokens: readonly string[];
  readonly #added: ReadonlySet<number>;
  readonly #decode: TokenDecoder;
  readonly #template: Template | undefined;
  readonly #specialTokens: Readonly<Record<string, string>>;

  /** @throws DataError when tokenizer.json or the template cannot be read */
  constructor(files: TokenizerFiles) {
    const { source, tokenizerJson, chatTemplate, specialTokens, endOfSequence } = files;
    this.#binding = parsed(source, "tokenizer.json", () => Binding.fromString(tokenizerJson));
    const form = JSON.parse(tokenizerJson) as WrittenForm & {
      added_tokens?: { id: number }[];
    };
    this.#decode = tokenDecoder(form, source);
    this.#added = new Set((form.added_tokens ?? []).map(({ id }) => id));
    const tokens: string[] = [];
    for (const [token, id] of Object.entries(this.#binding.getVocab(true))) tokens[id] = token;
    this.#tokens = tokens;
    this.vocabularySize = tokens.length;
    this.endOfSequence = endOfSequence;
    this.#specialTokens = specialTokens;
    if (chatTemplate !== undefined)
      this.#template = parsed(source, "the chat template", () => new Template(chatTemplate));
    if (endOfSequence.length === 0)
      throw new DataError(source, 0, "names no end-of-sequence token (eos_token_id)");
  }

  async encode(text: string): Promise<Int32Array> {
    const encoding = await this.#binding.encode(text, null, { addSpecialTokens: false });
    return Int32Array.from(encoding.getIds());
  }

  async encodePrompt(messages: readonly Message[]): Promise<Int32Array> {
    if (this.#template === undefined)
      throw new ConfigError(
        "chat_template",
        "the model has none; add one to its tokenizer_config.json",
      );
    const text = this.#template.render({
      ...this.#specialTokens,
      messages: messages.map(({ role, content }) => ({ role, content })),
      add_generation_prompt: true,
    });
    return this.encode(text);
  }

  decode(tokens: ArrayLike<number>): DecodedTokens {
    const ids = Array.from(tokens);
    const unknown = ids.find((id) => this.#tokens[id] === undefined);
    if (unknown !== undefined)
      throw new ConfigError(
        "token",
        `${unknown} is not in the vocabulary of ${this.vocabularySize}`,
      );
    return this.#decode(
      ids.map((id) => this.#tokens[id]!),
      ids.map((id) => this.#added.has(id)),
    );
  }
}

function parsed<Value>(source: string, what: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataError(source, 0, `${what} cannot be read: ${reason}`, { cause: error });
  }
}
