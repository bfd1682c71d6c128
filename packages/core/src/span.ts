/** Half-open range `[start, end)` of UTF-16 offsets into the original response. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
