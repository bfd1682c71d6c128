import { DataError } from "@rtt/core";
import type { GgufHeader } from "./gguf-file.ts";

const byteLevel = (useRegex: boolean): object => ({
  type: "ByteLevel",
  add_prefix_space: false,
  trim_offsets: false,
  use_regex: useRegex,
});

const split = (pattern: string): object => ({
  type: "Split",
  pattern: { Regex: pattern },
  behavior: "Isolated",
  invert: false,
});

/** What stands before byte-pair encoding, by GGUF's name for it. */
const preTokenizers: Readonly<Record<string, readonly object[]>> = {
  smollm: [{ type: "Digits", individual_digits: true }, byteLevel(true)],
  "gpt-2": [byteLevel(true)],
  qwen2: [
    split(
      String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    ),
    byteLevel(false),
  ],
  "llama-bpe": [
    split(
      String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
    ),
    byteLevel(false),
  ],
};

/** GGUF's numbers for tokens that are matched as a whole before anything else. */
const control = 3;
const userDefined = 4;

/**
 * Rebuilds the tokenizer files of a GGUF model from its metadata.
 *
 * @throws DataError for a kind of tokenizer that is not known
 */
export function ggufTokenizerFiles(
  { metadata }: GgufHeader,
  path: string,
): Map<string, Uint8Array> {
  const read = (name: string): unknown => metadata.get(`tokenizer.ggml.${name}`);
  const pre = String(read("pre") ?? "gpt-2");
  const preTokenizer = preTokenizers[pre];
  if (read("model") !== "gpt2" || preTokenizer === undefined)
    throw new DataError(
      path,
      0,
      `the tokenizer ${String(read("model"))} with ${pre} is not known; known is gpt2 with ${Object.keys(preTokenizers).join(", ")}`,
    );
  const tokens = read("tokens") as string[];
  const types = read("token_type") as number[];
  const merges = read("merges") as string[];
  if (!Array.isArray(tokens) || !Array.isArray(types) || !Array.isArray(merges))
    throw new DataError(path, 0, "lacks tokenizer.ggml.tokens, token_type or merges");
  const added = tokens.flatMap((content, id) =>
    types[id] === control || types[id] === userDefined
      ? [{ ...plainToken, id, content, special: types[id] === control }]
      : [],
  );
  const tokenizer = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: added,
    normalizer: pre === "qwen2" ? { type: "NFC" } : null,
    pre_tokenizer: { type: "Sequence", pretokenizers: preTokenizer },
    post_processor: null,
    decoder: byteLevel(true),
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: merges.map((merge) => merge.split(" ")),
    },
  };
  const special = ["bos", "eos", "unknown", "padding"].flatMap((name) => {
    const id = read(`${name}_token_id`);
    const short = { unknown: "unk", padding: "pad" }[name] ?? name;
    return typeof id === "number" ? [[`${short}_token`, tokens[id]]] : [];
  });
  const ends = ["eos", "eot"].map((name) => read(`${name}_token_id`));
  const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  return new Map([
    ["tokenizer.json", encode(tokenizer)],
    [
      "tokenizer_config.json",
      encode({
        tokenizer_class: "PreTrainedTokenizerFast",
        ...Object.fromEntries(special),
        chat_template: metadata.get("tokenizer.chat_template"),
      }),
    ],
    [
      "generation_config.json",
      encode({ eos_token_id: ends.filter((id) => typeof id === "number") }),
    ],
  ]);
}

const plainToken = { single_word: false, lstrip: false, rstrip: false, normalized: false };
