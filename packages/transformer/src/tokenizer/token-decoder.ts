import { DataError } from "@rtt/core";
import { decodeBytes } from "./decode-bytes.ts";
import type { DecodedTokens } from "./tokenizer.ts";

/** Turns the written forms of tokens into text. */
export type TokenDecoder = (tokens: readonly string[], added: readonly boolean[]) => DecodedTokens;

/** What tokenizer.json says of its tokens' written form. */
export interface WrittenForm {
  readonly model: { readonly type?: string; readonly byte_fallback?: boolean };
  readonly decoder: DecoderEntry | null;
}

interface DecoderEntry {
  readonly type: string;
  readonly decoders?: readonly DecoderEntry[];
  readonly start?: number;
  readonly prepend_scheme?: string;
}

/**
 * The decoder that a tokenizer.json asks for: byte-level BPE, SentencePiece style with byte
 * fallback, or whole words between single spaces.
 *
 * @throws DataError for any other
 */
export function tokenDecoder({ model, decoder }: WrittenForm, file: string): TokenDecoder {
  const parts = decoder === null ? [] : [decoder, ...(decoder.decoders ?? [])];
  const kinds = parts.map(({ type }) => type);
  if (kinds.includes("ByteLevel")) return byteLevel;
  if (kinds.includes("Metaspace") || kinds.includes("ByteFallback"))
    return sentencePiece(parts.some(dropsFirstBlank));
  if (model.type === "WordLevel" && decoder === null) return words;
  throw new DataError(
    file,
    0,
    `the decoder ${kinds.join(" of ") || "none"} is not known; known are ByteLevel, Metaspace, ByteFallback, and none for WordLevel`,
  );
}

const utf8 = new TextEncoder();

const byteLevel: TokenDecoder = (tokens, added) =>
  decodeBytes(
    tokens.map((token, i) => {
      const bytes = Array.from(token, (character) => byteOf.get(character));
      const plain = added[i] === true || bytes.includes(undefined);
      return plain ? utf8.encode(token) : Uint8Array.from(bytes as number[]);
    }),
  );

/** Whether the blank before the first word was put there by the encoder, and is no text. */
function dropsFirstBlank({ type, start, prepend_scheme: scheme }: DecoderEntry): boolean {
  return type === "Strip" ? (start ?? 0) > 0 : type === "Metaspace" && scheme !== "never";
}

function sentencePiece(dropsBlank: boolean): TokenDecoder {
  return (tokens, added) => {
    const pieces = tokens.map((token, i) => {
      const byte = /^<0x([0-9A-F]{2})>$/u.exec(token)?.[1];
      if (byte !== undefined) return Uint8Array.of(Number.parseInt(byte, 16));
      if (added[i] === true) return utf8.encode(token);
      return utf8.encode(token.replaceAll("\u2581", " "));
    });
    if (dropsBlank && pieces[0]?.[0] === 0x20) pieces[0] = pieces[0].subarray(1);
    return decodeBytes(pieces);
  };
}

const words: TokenDecoder = (tokens) => {
  let start = 0;
  const tokenSpans = tokens.map((token) => {
    const span = { start, end: start + token.length };
    start = span.end + 1;
    return span;
  });
  return { text: tokens.join(" "), tokenSpans };
};

/** Byte-level BPE writes each byte as one character: printable Latin-1 as itself, the rest from U+0100. */
const byteOf: ReadonlyMap<string, number> = (() => {
  const map = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    const printable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    map.set(String.fromCharCode(printable ? byte : next++), byte);
  }
  return map;
})();
