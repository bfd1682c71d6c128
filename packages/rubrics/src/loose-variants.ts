import type { Span } from "@rtt/core";
import { once } from "./once.ts";
import { isBlank, strippedSpan } from "./python/characters.ts";
import { textView, type TextView } from "./text-view.ts";

/** A response with something left out. */
export interface LooseVariant {
  readonly view: TextView;
  /** The place in the response of a place in the variant. */
  readonly toOriginal: (span: Span) => Span;
}

/**
 * The seven variants of IFEval's loose evaluation beside the response itself, in its order and
 * without the blank ones: no asterisks; no first line; no last line; neither; those three without
 * asterisks.
 */
export function looseVariants({ text, data, lines }: TextView): () => readonly LooseVariant[] {
  return once(() => {
    const afterFirst = lines[1]?.start ?? text.length;
    const beforeLast = lines.at(-2)?.end ?? 0;
    const shortened = [
      { start: afterFirst, end: text.length },
      { start: 0, end: beforeLast },
      { start: afterFirst, end: beforeLast },
    ].map((range) => strippedSpan(text, range));
    return [
      withoutAsterisks(text, { start: 0, end: text.length }),
      ...shortened.map((range) => indices(range)),
      ...shortened.map((range) => withoutAsterisks(text, range)),
    ]
      .map((kept) => ({ kept, text: kept.map((index) => text[index]).join("") }))
      .filter((variant) => !isBlank(variant.text))
      .map((variant) => ({
        view: textView(variant.text, data),
        toOriginal: ({ start, end }) => ({
          start: variant.kept[start]!,
          end: variant.kept[end - 1]! + 1,
        }),
      }));
  });
}

function indices({ start, end }: Span): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

function withoutAsterisks(text: string, range: Span): number[] {
  return indices(range).filter((index) => text[index] !== "*");
}
