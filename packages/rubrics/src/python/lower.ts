/** Python's `str.lower()` with every character in its place: only İ would grow, to i and a dot above. */
export function lower(text: string): string {
  return text.replaceAll("\u0130", "i").toLowerCase();
}
