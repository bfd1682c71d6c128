/** Logits that stand in memory at once: 16 MiB of them. */
const chunkElements = 4 * 2 ** 20;

/** Cuts N rows into ranges `[start, end)` whose logits over V entries fit into one chunk. */
export function rowChunks(rows: number, vocabulary: number): [start: number, end: number][] {
  const size = Math.max(1, Math.floor(chunkElements / vocabulary));
  const count = Math.ceil(rows / size);
  return Array.from({ length: count }, (_, i) => [i * size, Math.min(rows, (i + 1) * size)]);
}
