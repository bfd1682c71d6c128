/**
 * The files of a tokenizer whose tokens are the pieces between single spaces, as Hugging Face's
 * library reads them.
 *
 * @param vocabulary tokens in the order of their ids, none with an ASCII space
 * @param chatTemplate Jinja source
 * @param endToken the token that ends a response
 */
export function wordLevelTokenizerFiles(
  vocabulary: readonly string[],
  chatTemplate: string,
  endToken: string,
): Map<string, Uint8Array> {
  const tokenizer = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: "Split", pattern: { String: " " }, behavior: "Removed", invert: false },
    post_processor: null,
    decoder: null,
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
      unk_token: vocabulary[0],
    },
  };
  const settings = {
    tokenizer_class: "PreTrainedTokenizerFast",
    eos_token: endToken,
    chat_template: chatTemplate,
  };
  const generation = { eos_token_id: vocabulary.indexOf(endToken) };
  return new Map([
    ["tokenizer.json", bytes(tokenizer)],
    ["tokenizer_config.json", bytes(settings)],
    ["generation_config.json", bytes(generation)],
  ]);
}

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, undefined, 1)}\n`);
}
