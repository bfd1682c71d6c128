import type { Span } from "@rtt/core";
import type { DecodedTokens } from "./tokenizer.ts";

/**
 * Decodes UTF-8 that is cut into tokens anywhere. What is not valid becomes U+FFFD, one for each
 * maximal part, as the WHATWG decoder does.
 *
 * @param pieces bytes of each token
 */
export function decodeBytes(pieces: readonly Uint8Array[]): DecodedTokens {
  const total = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bytes = new Uint8Array(total);
  let filled = 0;
  for (const piece of pieces) {
    bytes.set(piece, filled);
    filled += piece.length;
  }
  const starts = new Int32Array(total);
  const ends = new Int32Array(total);
  let text = "";
  for (let at = 0; at < total;) {
    const { length, character } = readCharacter(bytes, at);
    starts.fill(text.length, at, at + length);
    text += character;
    ends.fill(text.length, at, at + length);
    at += length;
  }
  let at = 0;
  let last = 0;
  const tokenSpans = pieces.map((piece): Span => {
    if (piece.length === 0) return { start: last, end: last };
    const start = starts[at]!;
    at += piece.length;
    last = ends[at - 1]!;
    return { start, end: last };
  });
  return { text, tokenSpans };
}

/** One character, or U+FFFD for the longest invalid part that a valid character could begin with. */
function readCharacter(bytes: Uint8Array, at: number): { length: number; character: string } {
  const first = bytes[at]!;
  if (first < 0x80) return { length: 1, character: String.fromCharCode(first) };
  const expected = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return { length: 1, character: "\uFFFD" };
  let code = first & (0x7f >> expected);
  for (let i = 1; i < expected; i++) {
    const byte = bytes[at + i];
    const [low, high] = i === 1 ? secondByte(first) : [0x80, 0xbf];
    if (byte === undefined || byte < low || byte > high) return { length: i, character: "\uFFFD" };
    code = (code << 6) | (byte & 0x3f);
  }
  return { length: expected, character: String.fromCodePoint(code) };
}

/** Range of the second byte: no overlong forms, no surrogates, nothing past U+10FFFF. */
function secondByte(first: number): [low: number, high: number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  if (first === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
