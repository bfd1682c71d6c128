import { ConfigError, DataError } from "@rtt/core";
import { HuggingFaceTokenizer, wordLevelTokenizerFiles } from "@rtt/transformer";
import fc from "fast-check";
import { Tokenizer as Library } from "tokenizers";
import { describe, expect, test } from "vitest";
import { tokenizerOfFiles } from "#transformer/files/tokenizer-of-files";
import { ggufTokenizerFiles } from "#transformer/files/gguf/gguf-tokenizer-files";
import { families } from "./families.ts";
import { metadataOf, tokens } from "./gguf-model.ts";

const files = ggufTokenizerFiles(new Map(Object.entries(metadataOf(families.llama))), "test");
const byteLevel = tokenizerOfFiles("test", files);

/** SentencePiece style: blanks as U+2581, one put first, unknown characters as bytes. */
const pieces = ["<s>", "</s>", ..."\u2581abc\u00e9".split(""), "\u2581a", "ab"];
const sentencePieceJson = JSON.stringify({
  version: "1.0",
  truncation: null,
  padding: null,
  added_tokens: [0, 1].map((id) => ({
    id,
    content: pieces[id],
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: "Sequence",
    normalizers: [
      { type: "Prepend", prepend: "\u2581" },
      { type: "Replace", pattern: { String: " " }, content: "\u2581" },
    ],
  },
  pre_tokenizer: null,
  post_processor: {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
    pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 0 } }],
    special_tokens: { "<s>": { id: "<s>", ids: [0], tokens: ["<s>"] } },
  },
  decoder: {
    type: "Sequence",
    decoders: [
      { type: "Replace", pattern: { String: "\u2581" }, content: " " },
      { type: "ByteFallback" },
      { type: "Fuse" },
      { type: "Strip", content: " ", start: 1, stop: 0 },
    ],
  },
  model: {
    type: "BPE",
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: true,
    byte_fallback: true,
    ignore_merges: false,
    vocab: Object.fromEntries(
      [
        ...pieces,
        ...Array.from(
          { length: 256 },
          (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
        ),
      ].map((token, id) => [token, id]),
    ),
    merges: [
      ["\u2581", "a"],
      ["a", "b"],
    ],
  },
});
const sentencePiece = new HuggingFaceTokenizer({
  source: "test",
  tokenizerJson: sentencePieceJson,
  chatTemplate: undefined,
  specialTokens: { eos_token: "</s>" },
  endOfSequence: [],
});

const words = ["<end>", "the", "cat", "rewrite\u00a0as", "dog", ".", "\u{1F600}"];
const wordLevel = tokenizerOfFiles("words", wordLevelTokenizerFiles(words, "x", "<end>"));

const text = fc.string({ unit: "binary", maxLength: 30 });
const someIds = (tokenizer: HuggingFaceTokenizer): fc.Arbitrary<number[]> =>
  fc.array(fc.nat(tokenizer.vocabularySize - 1), { maxLength: 20 });

describe.each([
  ["byte-level", byteLevel, text],
  ["SentencePiece", sentencePiece, text],
  [
    "words",
    wordLevel,
    fc.array(fc.constantFrom(...words), { minLength: 1 }).map((each) => each.join(" ")),
  ],
])("%s", (_, tokenizer, texts) => {
  test("decoded ids of a text are the text", async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (each) => {
        expect(tokenizer.decode(await tokenizer.encode(each)).text).toBe(each);
      }),
    );
  });

  test("spans cover the text in order, overlap only in one character, split no pair", () => {
    fc.assert(
      fc.property(someIds(tokenizer), (ids) => {
        const { text: decoded, tokenSpans } = tokenizer.decode(ids);
        expect(tokenSpans).toHaveLength(ids.length);
        let covered = 0;
        for (const { start, end } of tokenSpans) {
          expect(start).toBeLessThanOrEqual(end);
          const overlap = decoded.slice(start, covered);
          expect(overlap).toMatch(/^.?$/su);
          // Only the blank between words belongs to no token.
          expect(decoded.slice(covered, start)).toMatch(/^ ?$/u);
          covered = Math.max(covered, end);
          for (const place of [start, end]) expect(isInsidePair(decoded, place)).toBe(false);
        }
        expect(covered).toBe(decoded.length);
      }),
    );
  });
});

test("any ids decode to what the library decodes", async () => {
  const json = new TextDecoder().decode(files.get("tokenizer.json"));
  for (const [tokenizer, library] of [
    [byteLevel, Library.fromString(json)],
    [sentencePiece, Library.fromString(sentencePieceJson)],
  ] as const)
    await fc.assert(
      fc.asyncProperty(someIds(tokenizer), async (ids) => {
        // The library replaces a run of fallback bytes that is no UTF-8 byte by byte.
        const ours = tokenizer.decode(ids).text;
        const theirs = await library.decode(ids, false);
        if (tokenizer === byteLevel || !theirs.includes("\uFFFD")) expect(ours).toBe(theirs);
      }),
    );
});

test("a token that is not written in the byte alphabet, and an added one, are text as they stand", () => {
  const json = JSON.parse(new TextDecoder().decode(files.get("tokenizer.json"))) as {
    added_tokens: { content: string }[];
    model: { vocab: Record<string, number> };
  };
  const { "<note>": _, ...vocab } = json.model.vocab;
  json.model.vocab = { ...vocab, "<not\u00e9>": 2, "\u65e5 x": tokens.length };
  json.added_tokens[2]!.content = "<not\u00e9>";
  const tokenizer = tokenizerWith("tokenizer.json", json);
  expect(tokenizer.decode([2, tokens.length]).text).toBe("<not\u00e9>\u65e5 x");
});

test("the tokens of one character all get the whole of it", async () => {
  const ids = await byteLevel.encode("a\u{1F600}\u00e9");
  expect(ids.length).toBe(6);
  expect(byteLevel.decode(ids).tokenSpans).toEqual([
    { start: 0, end: 1 },
    { start: 1, end: 3 },
    { start: 1, end: 3 },
    { start: 1, end: 3 },
    { start: 3, end: 4 },
    { start: 3, end: 4 },
  ]);
});

test("bytes that are no UTF-8 become U+FFFD, one for each part a decoder would replace", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const ids = Array.from(bytes, (byte) => 3 + byte);
      expect(byteLevel.decode(ids).text).toBe(
        new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
      );
    }),
    { numRuns: 1000 },
  );
});

test("words are the pieces between ASCII blanks, and a no-break blank stays inside one", async () => {
  const ids = await wordLevel.encode("the cat rewrite\u00a0as dog . <end>");
  expect([...ids]).toEqual([1, 2, 3, 4, 5, 0]);
  const { text: decoded, tokenSpans } = wordLevel.decode(ids);
  expect(tokenSpans.map(({ start, end }) => decoded.slice(start, end))).toEqual([
    "the",
    "cat",
    "rewrite\u00a0as",
    "dog",
    ".",
    "<end>",
  ]);
});

test("every file that names an end counts, each id once", () => {
  expect(byteLevel.endOfSequence).toEqual([0]);
  expect(
    tokenizerWith("generation_config.json", { eos_token_id: [5, 0, 7] }).endOfSequence,
  ).toEqual([5, 0, 7]);
  expect(tokenizerWith("config.json", { eos_token_id: 9 }).endOfSequence).toEqual([0, 9]);
});

test("a template gets messages and special tokens, and its refusal is a DataError", async () => {
  const prompt = await byteLevel.encodePrompt([{ role: "user", content: "ab" }]);
  expect(byteLevel.decode(prompt).text).toBe("<|user|>ab<|end|>");
  const strict = tokenizerOfFiles(
    "test",
    new Map([
      ...files,
      ["chat_template.jinja", new TextEncoder().encode("{{ raise_exception('no system here') }}")],
    ]),
  );
  const refusal = strict.encodePrompt([{ role: "system", content: "x" }]);
  await expect(refusal).rejects.toThrow(DataError);
  await expect(refusal).rejects.toThrow("no system here");
  await expect(sentencePiece.encodePrompt([])).rejects.toThrow(ConfigError);
});

test("an id without a token is no text, and what is no id is refused", () => {
  expect(byteLevel.decode([tokens.indexOf("ab"), tokens.length + 5])).toEqual({
    text: "ab",
    tokenSpans: [
      { start: 0, end: 2 },
      { start: 2, end: 2 },
    ],
  });
  expect(() => byteLevel.decode([-1])).toThrow(ConfigError);
  expect(() => byteLevel.decode([0.5])).toThrow(ConfigError);
});

test.each([
  ["tokenizer.json", "{", "tokenizer.json cannot be read"],
  ["tokenizer_config.json", "{", "tokenizer_config.json is not JSON"],
  ["generation_config.json", "3", "generation_config.json must be a JSON object"],
  ["chat_template.jinja", "{% if", "the chat template cannot be read"],
])("a broken %s is refused by name", (name, content, sentence) => {
  const broken = new Map([...files, [name, new TextEncoder().encode(content)]]);
  expect(() => tokenizerOfFiles("here", broken)).toThrow(DataError);
  expect(() => tokenizerOfFiles("here", broken)).toThrow(sentence);
});

function isInsidePair(each: string, place: number): boolean {
  return place > 0 && each.codePointAt(place - 1)! > 0xffff;
}

function tokenizerWith(name: string, value: unknown): HuggingFaceTokenizer {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return tokenizerOfFiles("test", new Map([...files, [name, bytes]]));
}
