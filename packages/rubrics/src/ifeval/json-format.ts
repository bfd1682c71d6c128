import type { Span } from "@rtt/core";
import { scanJson } from "../python/json.ts";
import { strippedSpan } from "../python/characters.ts";
import { verdict, whole } from "../verdicts.ts";
import { defineVerifier, type Verifier } from "../verifier.ts";

/** The whole response is JSON, maybe in a code fence. */
export const jsonFormat: Verifier = defineVerifier({
  id: "detectable_format:json_format",
  kwargs: {},
  example: { kwargs: {}, passes: '```json\n{"a": 1}\n```', fails: 'Here it is: {"a": 1}' },
  describe: () =>
    "The entire response is wrapped in JSON format; a markdown code fence is allowed.",
  check: (view) => {
    const body = fenced(view.text);
    const value = view.text.slice(body.start, body.end);
    const { complete, end } = scanJson(value);
    const satisfied = complete && end === value.length;
    return verdict(view, {
      satisfied,
      spans: satisfied ? [whole(view)] : faults(value, body.start),
      scope: satisfied ? "global" : "local",
    });
  },
});

/** What is left without outer blanks and one fence. */
function fenced(text: string): Span {
  let { start, end } = strippedSpan(text);
  for (const prefix of ["```json", "```Json", "```JSON", "```"])
    if (text.startsWith(prefix, start)) start = Math.min(end, start + prefix.length);
  if (text.slice(start, end).endsWith("```")) end -= 3;
  return strippedSpan(text, { start, end });
}

/** Prose around a value inside, or else from the first thing that does not fit to the end of its line. */
function faults(value: string, offset: number): Span[] {
  const opening = value.search(/[[{]/u);
  const inner = opening < 0 ? undefined : scanJson(value, opening);
  if (inner?.complete)
    return [
      { start: offset, end: offset + opening },
      { start: offset + inner.end, end: offset + value.length },
    ];
  const from = inner?.end ?? scanJson(value).end;
  const lineEnd = value.indexOf("\n", from);
  return [{ start: offset + from, end: offset + (lineEnd < 0 ? value.length : lineEnd) }];
}
