import type { Span } from "@rtt/core";

/** A part of a response and its place. */
export interface Piece extends Span {
  readonly text: string;
}

/** The matches of a global pattern, as pieces of `text`. */
export function matches(text: string, pattern: RegExp): Piece[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** What stands before, between and after the separators: one piece more than there are separators. */
export function between(text: string, separators: readonly Span[]): Piece[] {
  return [...separators, { start: text.length, end: text.length }].map(({ start: end }, index) => {
    const start = separators[index - 1]?.end ?? 0;
    return { start, end, text: text.slice(start, end) };
  });
}
