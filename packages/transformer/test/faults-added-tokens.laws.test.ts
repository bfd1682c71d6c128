import { HuggingFaceTokenizer } from "@rtt/transformer";
import fc from "fast-check";
import { expect, test } from "vitest";

const plain = ["a", "b", "c", "\u0120"];
const added = ["<think>", "</think>", "<tool>", "<end>"];
const written = [...plain.slice(0, -1), " ", ...added];

const tokenizer = new HuggingFaceTokenizer({
  source: "test",
  tokenizerJson: JSON.stringify({
    version: "1.0",
    truncation: null,
    padding: null,
    normalizer: null,
    pre_tokenizer: {
      type: "ByteLevel",
      add_prefix_space: false,
      trim_offsets: true,
      use_regex: false,
    },
    post_processor: null,
    decoder: { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: false },
    added_tokens: added.map((content, i) => ({
      id: plain.length + i,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: i !== 2,
    })),
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(plain.map((token, id) => [token, id])),
      merges: [],
    },
  }),
  chatTemplate: undefined,
  specialTokens: { eos_token: "<end>" },
  endOfSequence: [],
});

test("an added token drops nothing, wherever it stands: each token has its own piece of the text", () => {
  const ids = fc.array(fc.nat(written.length - 1), { maxLength: 12 });
  fc.assert(
    fc.property(ids, (tokens) => {
      const { text, tokenSpans } = tokenizer.decode(tokens);
      expect(text).toBe(tokens.map((id) => written[id]).join(""));
      expect(tokenSpans.map(({ start, end }) => text.slice(start, end))).toEqual(
        tokens.map((id) => written[id]),
      );
    }),
  );
  expect(tokenizer.decode([4, 0, 5, 1]).text).toBe("<think>a</think>b");
});
