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
  /** Ids that end a response; the `eos_token` of `specialTokens` is one more. */
  readonly endOfSequence: readonly number[];
}

/** A tokenizer.json run by Hugging Face's own library, with spans from the bytes of the tokens. */
export class HuggingFaceTokenizer implements Tokenizer {
  readonly vocabularySize: number;
  readonly endOfSequence: readonly number[];
  readonly #source: string;
  readonly #binding: Binding;
  readonly #tokens: readonly (string | undefined)[];
  readonly #added: ReadonlySet<number>;
  readonly #decode: TokenDecoder;
  readonly #template: Template | undefined;
  readonly #specialTokens: Readonly<Record<string, string>>;

  /** @throws DataError when tokenizer.json or the template cannot be read, or nothing ends a response */
  constructor(files: TokenizerFiles) {
    const { source, tokenizerJson, chatTemplate, specialTokens } = files;
    this.#source = source;
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
    this.#specialTokens = specialTokens;
    if (chatTemplate !== undefined)
      this.#template = parsed(source, "the chat template", () => new Template(chatTemplate));
    const end = this.#binding.tokenToId(specialTokens["eos_token"] ?? "");
    this.endOfSequence = [
      ...new Set(end === null ? files.endOfSequence : [...files.endOfSequence, end]),
    ];
    if (this.endOfSequence.length === 0)
      throw new DataError(source, 0, "names no end-of-sequence token (eos_token_id)");
  }

  async encode(text: string): Promise<Int32Array> {
    const encoding = await this.#binding.encode(text, null, { addSpecialTokens: false });
    return Int32Array.from(encoding.getIds());
  }

  async encodePrompt(messages: readonly Message[]): Promise<Int32Array> {
    const template = this.#template;
    if (template === undefined)
      throw new ConfigError(
        "chat_template",
        "the model has none; add one to its tokenizer_config.json",
      );
    const text = parsed(this.#source, "the conversation through the chat template", () =>
      template.render({
        ...this.#specialTokens,
        messages: messages.map(({ role, content }) => ({ role, content })),
        add_generation_prompt: true,
      }),
    );
    return this.encode(text);
  }

  decode(tokens: ArrayLike<number>): DecodedTokens {
    const ids = Array.from(tokens);
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0);
    if (wrong !== undefined)
      throw new ConfigError("tokens", `ids are whole numbers from 0, got ${wrong}`);
    return this.#decode(
      ids.map((id) => this.#tokens[id] ?? ""),
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
