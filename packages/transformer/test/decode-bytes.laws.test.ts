import { decodeBytes } from "#transformer/tokenizer/decode-bytes";
import fc from "fast-check";
import { expect, test } from "vitest";

/** Bytes cut into tokens anywhere. */
const cut = (bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(at, at + size));
    at = Math.min(bytes.length, at + size);
  }
  return [...pieces, bytes.subarray(at)];
};
const sizes = fc.array(fc.nat(5), { maxLength: 30 });
const utf8 = new TextEncoder();

test("however text is cut, it comes back whole, and spans run on and split no character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), sizes, (text, parts) => {
      const pieces = cut(utf8.encode(text), parts);
      const decoded = decodeBytes(pieces);
      expect(decoded.text).toBe(text);
      let end = 0;
      decoded.tokenSpans.forEach((span, i) => {
        expect(span.start).toBeLessThanOrEqual(end);
        expect(span.end).toBeGreaterThanOrEqual(end);
        if (pieces[i]!.length === 0) expect(span.start).toBe(span.end);
        expect(text.slice(span.start, span.end)).not.toMatch(/\p{Surrogate}/u);
        end = span.end;
      });
      expect(end).toBe(text.length);
    }),
  );
});

test("bytes that are no text become U+FFFD exactly as the platform's decoder has it", () => {
  const byte = fc.oneof(
    fc.nat(255),
    fc.constantFrom(0xc3, 0xe2, 0x82, 0xf0, 0x9f, 0xed, 0xa0, 0xf4),
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 24 }), sizes, (bytes, parts) => {
      const whole = Uint8Array.from(bytes);
      const expected = new TextDecoder("utf-8", { ignoreBOM: true }).decode(whole);
      expect(decodeBytes(cut(whole, parts)).text).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test("parts of one character all get the whole of it", () => {
  const [a, b, c] = [
    utf8.encode("a\u{1F600}").subarray(0, 3),
    utf8.encode("\u{1F600}").subarray(2),
    utf8.encode("!"),
  ];
  expect(decodeBytes([a, b, c]).tokenSpans).toEqual([
    { start: 0, end: 3 },
    { start: 1, end: 3 },
    { start: 3, end: 4 },
  ]);
});
