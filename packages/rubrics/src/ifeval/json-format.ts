import type { Span } from "@rtt/core";
import { scanJson } from "../python/json.ts";
import { strippedSpan } from "../python/characters.ts";
import { verdict } from "../verdicts.ts";
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
    const whole = scanJson(value);
    if (whole.complete && whole.end === value.length)
      return verdict(view, {
        satisfied: true,
        spans: [{ start: 0, end: view.text.length }],
        scope: "global",
      });
    // Prose before the first bracket, and what stands behind the value or, up to the end of its line, goes wrong.
    const opening = Math.max(0, value.search(/[[{]/u));
    const { complete, end } = scanJson(value, opening);
    const lineEnd = complete ? -1 : value.indexOf("\n", end);
    const spans = [
      { start: 0, end: opening },
      { start: end, end: lineEnd < 0 ? value.length : lineEnd },
    ];
    return verdict(view, {
      satisfied: false,
      spans: spans.map((span) => ({ start: body.start + span.start, end: body.start + span.end })),
      absence: !complete && end === value.length,
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
