import type { RolloutRecord } from "@rtt/core";

/** A stretch of the response and the tokens that make it. */
export interface TextPiece {
  readonly text: string;
  /** Indices of the tokens, rising. */
  readonly tokens: readonly number[];
  /** The end-of-sequence token, which has no text. */
  readonly end: boolean;
}

/**
 * Cuts a response at its token borders. Tokens that share a character make one piece; text that
 * no token covers makes a piece without tokens. The texts of all pieces concatenate to the response.
 */
export function textPieces({ text, tokens, tokenSpans, stopReason }: RolloutRecord): TextPiece[] {
  const pieces: { text: string; tokens: number[]; end: boolean }[] = [];
  let written = 0;
  const write = (until: number, members: number[]): void => {
    pieces.push({ text: text.slice(written, until), tokens: members, end: false });
    written = until;
  };
  tokens.forEach((_, t) => {
    const [start, end] = tokenSpans[t]!;
    if (stopReason === "stop" && t === tokens.length - 1) return;
    if (start > written) write(Math.min(start, text.length), []);
    if (end > written) write(Math.min(end, text.length), [t]);
    else pieces.at(-1)?.tokens.push(t);
  });
  if (written < text.length) write(text.length, []);
  if (stopReason === "stop") pieces.push({ text: "", tokens: [tokens.length - 1], end: true });
  return pieces;
}
