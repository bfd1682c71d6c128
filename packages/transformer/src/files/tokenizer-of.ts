import { DataError } from "@rtt/core";
import type { DecoderConfig } from "../model/config.ts";
import { HuggingFaceTokenizer } from "../tokenizer/hugging-face-tokenizer.ts";
import type { Tokenizer } from "../tokenizer/tokenizer.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The tokenizer of a model's files.
 *
 * @param source where the files come from, for errors
 * @param endOfSequence what config.json says of it, beside generation_config.json
 * @throws DataError when a file is missing or unreadable, or the tokenizer belongs to another model
 */
export function tokenizerOf(
  source: string,
  files: ReadonlyMap<string, Uint8Array>,
  { vocabularySize }: DecoderConfig,
  endOfSequence: unknown,
): Tokenizer {
  const text = (name: string): string | undefined => {
    const bytes = files.get(name);
    return bytes && new TextDecoder().decode(bytes);
  };
  const fieldsOf = (name: string): Fields => parseFields(source, name, text(name) ?? "{}");
  const tokenizerJson = text("tokenizer.json");
  if (tokenizerJson === undefined) throw new DataError(source, 0, "holds no tokenizer.json");
  const settings = fieldsOf("tokenizer_config.json");
  const special = Object.entries(settings)
    .filter(([name]) => name.endsWith("_token"))
    .map(([name, token]): [string, unknown] => [
      name,
      (token as Fields | null)?.["content"] ?? token,
    ]);
  const ends = [fieldsOf("generation_config.json")["eos_token_id"], endOfSequence].flat();
  const chatTemplate = text("chat_template.jinja") ?? settings["chat_template"];
  const tokenizer = new HuggingFaceTokenizer({
    source,
    tokenizerJson,
    chatTemplate: typeof chatTemplate === "string" ? chatTemplate : undefined,
    specialTokens: Object.fromEntries(
      special.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    endOfSequence: [...new Set(ends.filter((id): id is number => typeof id === "number"))],
  });
  if (tokenizer.vocabularySize > vocabularySize)
    throw new DataError(
      source,
      0,
      `the tokenizer has ${tokenizer.vocabularySize} tokens, but the model only ${vocabularySize}: it belongs to another model`,
    );
  return tokenizer;
}

function parseFields(source: string, name: string, text: string): Fields {
  try {
    return JSON.parse(text) as Fields;
  } catch (error) {
    throw new DataError(source, 0, `${name} is not JSON`, { cause: error });
  }
}
