/** A prompt and its response as ids. */
export interface Sequence {
  readonly promptTokens: Int32Array;
  readonly tokens: Int32Array;
}

/** Sequences in one rectangle, row by row, padded on the right. */
export interface PaddedBatch {
  readonly rows: number;
  /** Tokens of the longest row. */
  readonly width: number;
  /** Shape `[rows * width]`; 0 on padding, which no real token sees. */
  readonly tokens: Int32Array;
  /** Places in `tokens` whose hidden states predict the chosen response tokens, shape `[N]`. */
  readonly places: Int32Array;
  /** The chosen response tokens, shape `[N]`. */
  readonly targets: Int32Array;
  /** Where each row's chosen tokens begin in `places`; one more than rows. */
  readonly offsets: Int32Array;
}

/**
 * Pads sequences. A response is located by the length of its prompt, never by its text; token t of
 * it is predicted from the place before it.
 *
 * @param chosen for each sequence, which of its response tokens are wanted
 */
export function paddedBatch(
  sequences: readonly Sequence[],
  chosen: readonly (readonly number[])[],
): PaddedBatch {
  const width = Math.max(...sequences.map((s) => s.promptTokens.length + s.tokens.length));
  const tokens = new Int32Array(sequences.length * width);
  const places: number[] = [];
  const targets: number[] = [];
  const offsets = Int32Array.from({ length: sequences.length + 1 }, () => 0);
  sequences.forEach((sequence, row) => {
    const start = row * width + sequence.promptTokens.length;
    tokens.set(sequence.promptTokens, row * width);
    tokens.set(sequence.tokens, start);
    for (const t of chosen[row]!) {
      places.push(start + t - 1);
      targets.push(sequence.tokens[t]!);
    }
    offsets[row + 1] = places.length;
  });
  return {
    rows: sequences.length,
    width,
    tokens,
    places: Int32Array.from(places),
    targets: Int32Array.from(targets),
    offsets,
  };
}
