import { DataError } from "@rtt/core";
import { HuggingFaceTokenizer } from "../tokenizer/hugging-face-tokenizer.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The tokenizer that the files of a model folder describe: tokenizer.json; the chat template of
 * chat_template.jinja or tokenizer_config.json; the ids that end a response from
 * generation_config.json, config.json and the tokenizer's `eos_token` together.
 *
 * @param source where the files come from, for errors
 * @throws DataError naming what is missing or broken
 */
export function tokenizerOfFiles(
  source: string,
  files: ReadonlyMap<string, Uint8Array>,
): HuggingFaceTokenizer {
  const text = (name: string): string | undefined => {
    const bytes = files.get(name);
    return bytes && new TextDecoder().decode(bytes);
  };
  const fields = (name: string): Fields => objectOf(source, name, text(name) ?? "{}");
  const tokenizerJson = text("tokenizer.json");
  if (tokenizerJson === undefined) throw new DataError(source, 0, "holds no tokenizer.json");
  const settings = fields("tokenizer_config.json");
  const ends = [fields("generation_config.json"), fields("config.json")].flatMap(
    (each) => each["eos_token_id"],
  );
  return new HuggingFaceTokenizer({
    source,
    tokenizerJson,
    chatTemplate: text("chat_template.jinja") ?? templateOf(settings["chat_template"]),
    specialTokens: specialTokens({ ...fields("special_tokens_map.json"), ...settings }),
    endOfSequence: ends.filter((id): id is number => Number.isInteger(id)),
  });
}

/** One template, or a list of named ones, of which the default counts. */
function templateOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  const named = value as { name?: string; template?: string }[];
  return named.find(({ name }) => name === "default")?.template;
}

/** `bos_token`, `eos_token` and so on: plain, or as an object with its content. */
function specialTokens(settings: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings)
      .filter(([name]) => name.endsWith("_token"))
      .map(([name, token]): [string, unknown] => [
        name,
        (token as Fields | null)?.["content"] ?? token,
      ])
      .filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function objectOf(source: string, name: string, text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Fields;
  } catch (error) {
    throw new DataError(source, 0, `${name} is not JSON`, { cause: error });
  }
  throw new DataError(source, 0, `${name} must be a JSON object`);
}
