import type { Rollout, Span } from "@rtt/core";

/**
 * Which tokens decided a verdict: 1 where a token's characters, without surrounding blanks, overlap
 * a span, else 0; shape `[T]`. A token of blanks alone counts with all of them, so that dividers can
 * be marked. Tokens without characters (end of sequence) get 0.
 */
export function spanLabels(
  { text, tokenSpans }: Pick<Rollout, "text" | "tokenSpans">,
  spans: readonly Span[],
): Uint8Array {
  return Uint8Array.from(tokenSpans, (token) => {
    const { start, end } = withoutBlanks(text, token);
    return Number(spans.some((span) => Math.max(start, span.start) < Math.min(end, span.end)));
  });
}

function withoutBlanks(text: string, span: Span): Span {
  const piece = text.slice(span.start, span.end);
  if (piece.trim() === "") return span;
  return {
    start: span.start + (piece.length - piece.trimStart().length),
    end: span.end - (piece.length - piece.trimEnd().length),
  };
}
