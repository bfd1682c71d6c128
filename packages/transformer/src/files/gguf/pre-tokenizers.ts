/**
 * How text is cut before byte-pair merging, by llama.cpp's name of it (`tokenizer.ggml.pre`), in the
 * words of tokenizer.json.
 */
export interface PreTokenizer {
  readonly normalizer: unknown;
  readonly preTokenizer: unknown;
  /** Whether a piece that is a token is not built by merges. */
  readonly ignoreMerges: boolean;
}

const byteLevel = (regex: boolean): unknown => ({
  type: "ByteLevel",
  add_prefix_space: false,
  trim_offsets: true,
  use_regex: regex,
});

const sequence = (...pretokenizers: unknown[]): unknown => ({ type: "Sequence", pretokenizers });

const gpt2: PreTokenizer = {
  normalizer: null,
  preTokenizer: byteLevel(true),
  ignoreMerges: false,
};

const digitByDigit: PreTokenizer = {
  ...gpt2,
  preTokenizer: sequence({ type: "Digits", individual_digits: true }, byteLevel(true)),
};

/** The pattern of Llama 3 and Qwen, which take up to `digits` digits together. */
const split = (digits: string): unknown => ({
  type: "Split",
  pattern: {
    Regex: String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}${digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
  },
  behavior: "Isolated",
  invert: false,
});

/** The ones that are known. */
export const preTokenizers: Readonly<Record<string, PreTokenizer>> = {
  default: gpt2,
  "gpt-2": gpt2,
  smollm: digitByDigit,
  starcoder: digitByDigit,
  refact: digitByDigit,
  qwen2: {
    normalizer: { type: "NFC" },
    preTokenizer: sequence(split(""), byteLevel(false)),
    ignoreMerges: false,
  },
  "llama-bpe": {
    normalizer: null,
    preTokenizer: sequence(split("{1,3}"), byteLevel(false)),
    ignoreMerges: true,
  },
};
