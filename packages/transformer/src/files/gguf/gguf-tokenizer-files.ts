import { DataError } from "@rtt/core";
import type { Metadata, MetadataValue } from "./metadata.ts";
import { preTokenizers, type PreTokenizer } from "./pre-tokenizers.ts";

/** GGUF's token types that are matched in the text as they stand: unknown, control, user-defined. */
const addedTypes: readonly unknown[] = [2, 3, 4];
const userDefined = 4;

/**
 * Rebuilds tokenizer.json, tokenizer_config.json and generation_config.json from the metadata of a
 * GGUF file with a byte-level BPE tokenizer.
 *
 * @throws DataError for another kind of tokenizer, or metadata that contradict each other
 */
export function ggufTokenizerFiles(metadata: Metadata, path: string): Map<string, Uint8Array> {
  const get = (key: string): MetadataValue | undefined => metadata.get(`tokenizer.ggml.${key}`);
  const model = get("model");
  if (model !== "gpt2")
    throw new DataError(path, 0, `has a tokenizer of kind ${String(model)}; known is gpt2`);
  const pre = String(get("pre") ?? "default");
  const cut = preTokenizers[pre];
  if (cut === undefined)
    throw new DataError(
      path,
      0,
      `cuts text by ${pre}; known are ${Object.keys(preTokenizers).join(", ")}`,
    );
  const tokens = strings(get("tokens"), "tokens", path);
  if (new Set(tokens).size !== tokens.length)
    throw new DataError(path, 0, "has a token twice in tokenizer.ggml.tokens");
  const merges = strings(get("merges"), "merges", path);
  const id = (key: string): number | undefined => {
    const value = get(`${key}_token_id`);
    if (value === undefined || tokens[value as number] !== undefined) return value as number;
    throw new DataError(
      path,
      0,
      `tokenizer.ggml.${key}_token_id is ${String(value)}, but there are ${tokens.length} tokens`,
    );
  };
  const ids = { bos: id("bos"), eos: id("eos"), pad: id("padding"), unk: id("unknown") };
  const named = Object.entries(ids).filter(
    (entry): entry is [string, number] => entry[1] !== undefined,
  );
  const ends = [ids.eos, id("eot")].filter((end) => end !== undefined);
  const template = metadata.get("tokenizer.chat_template");
  return new Map(
    Object.entries({
      "tokenizer.json": tokenizerJson(cut, tokens, merges, get("token_type")),
      "tokenizer_config.json": {
        tokenizer_class: "PreTrainedTokenizerFast",
        clean_up_tokenization_spaces: false,
        ...Object.fromEntries(named.map(([name, token]) => [`${name}_token`, tokens[token]])),
        ...(typeof template === "string" ? { chat_template: template } : {}),
      },
      "generation_config.json": { eos_token_id: [...new Set(ends)] },
    }).map(([name, value]) => [name, new TextEncoder().encode(`${JSON.stringify(value)}\n`)]),
  );
}

function tokenizerJson(
  { normalizer, preTokenizer, ignoreMerges }: PreTokenizer,
  tokens: readonly string[],
  merges: readonly string[],
  types: unknown,
): unknown {
  const typeOf = (id: number): unknown => (Array.isArray(types) ? types[id] : undefined);
  const added = [...tokens.entries()].filter(([id]) => addedTypes.includes(typeOf(id)));
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added.map(([id, content]) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: typeOf(id) !== userDefined,
    })),
    normalizer,
    pre_tokenizer: preTokenizer,
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: ignoreMerges,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: merges.map((merge) => merge.split(" ")),
    },
  };
}

function strings(value: unknown, key: string, path: string): readonly string[] {
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  throw new DataError(path, 0, `tokenizer.ggml.${key} must be a list of texts`);
}
