import type { Span, Verdict } from "@rtt/core";
import { strippedSpan } from "./python/characters.ts";
import type { TextView } from "./text-view.ts";

/** What a check found out, before its spans are put in order. */
export interface Finding {
  readonly satisfied: boolean;
  /** In [0, 1]. Where absent: 1 when satisfied, else 0. */
  readonly score?: number;
  /** Any order, may overlap, may be empty. */
  readonly spans?: readonly Span[];
  /** `local` where absent. */
  readonly scope?: Verdict["scope"];
  readonly absence?: boolean;
  readonly reason?: string;
}

/** The verdict of a finding, with the spans trimmed of blanks, sorted and merged. */
export function verdict(view: TextView, finding: Finding): Verdict {
  const { satisfied, scope = "local", absence = false, reason, spans = [] } = finding;
  return {
    status: satisfied ? "satisfied" : "violated",
    score: finding.score ?? Number(satisfied),
    spans: ordered(spans.map((span) => trimmed(view.text, span))),
    scope,
    absence,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** No verdict could be reached. */
export function unknown(reason: string): Verdict {
  return {
    status: "unknown",
    score: Number.NaN,
    spans: [],
    scope: "global",
    absence: false,
    reason,
  };
}

/** The whole response as a span. */
export function whole({ text }: Pick<TextView, "text">): Span {
  return { start: 0, end: text.length };
}

/**
 * Without outer blanks, and with both halves of a surrogate pair. A span of blanks alone (a paragraph
 * break) stays as it is.
 */
function trimmed(text: string, span: Span): Span {
  const { start, end } = strippedSpan(text, span);
  if (start === end) return span;
  return { start: start - Number(splits(text, start)), end: end + Number(splits(text, end)) };
}

function splits(text: string, offset: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(Math.max(0, offset - 1), offset + 1));
}

function ordered(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (span.start === span.end) continue;
    const last = result.at(-1);
    if (last && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else result.push({ start: span.start, end: span.end });
  }
  return result;
}
