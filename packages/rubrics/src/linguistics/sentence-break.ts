import type { PunktParameters } from "../linguistic-data.ts";
import {
  isCapitalised,
  isInitial,
  isLowerCase,
  punktTokens,
  withoutSentenceStop,
  withoutStop,
  type PunktToken,
} from "./punkt-tokens.ts";

const CAPITALISED_MIDDLE = 4;
const CAPITALISED = 2 + 4 + 8;
const LOWER_START = 16;
const LOWER = 16 + 32 + 64;

/** Whether a sentence ends inside this text: at one of its tokens but the last. */
export function hasSentenceBreak(context: string, parameters: PunktParameters): boolean {
  const tokens = punktTokens(context);
  for (const token of tokens) judgeAlone(token, parameters);
  return tokens.slice(0, -1).some((token, index) => {
    judgeByNext(token, tokens[index + 1]!, parameters);
    return token.isBreak;
  });
}

/** First pass: what the token itself says. */
function judgeAlone(token: PunktToken, { abbreviations }: PunktParameters): void {
  const { text } = token;
  if (text === "." || text === "?" || text === "!") token.isBreak = true;
  else if (/^\.{2,}$/u.test(text)) token.isAbbreviation = true;
  else if (text.endsWith(".") && !text.endsWith("..")) {
    const stem = text.slice(0, -1).toLowerCase();
    const known = abbreviations.has(stem) || abbreviations.has(stem.split("-").at(-1)!);
    if (known) token.isAbbreviation = true;
    else token.isBreak = true;
  }
}

/** Second pass: what the next token says of a token with a full stop. */
function judgeByNext(token: PunktToken, next: PunktToken, parameters: PunktParameters): void {
  if (!token.text.endsWith(".")) return;
  const type = withoutStop(token);
  const nextType = withoutSentenceStop(next);
  if (parameters.collocations.has(`${type} ${nextType}`)) {
    token.isBreak = false;
    token.isAbbreviation = true;
    return;
  }
  const initial = isInitial(token);
  const starts = startsSentence(next, nextType, parameters);
  if (token.isAbbreviation && !initial)
    if (starts === "yes" || (isCapitalised(next) && parameters.starters.has(nextType))) {
      token.isBreak = true;
      return;
    }
  if (!initial && type !== "##number##") return;
  const neverLower = ((parameters.orthography.get(nextType) ?? 0) & LOWER) === 0;
  if (starts === "no" || (starts === "unknown" && initial && isCapitalised(next) && neverLower)) {
    token.isBreak = false;
    token.isAbbreviation = true;
  }
}

/** What the case of a word says, given how the word is seen elsewhere. */
function startsSentence(
  token: PunktToken,
  type: string,
  { orthography }: PunktParameters,
): "yes" | "no" | "unknown" {
  if (/^[;:,.!?]$/u.test(token.text)) return "no";
  const seen = orthography.get(type) ?? 0;
  if (isCapitalised(token) && seen & LOWER && !(seen & CAPITALISED_MIDDLE)) return "yes";
  if (isLowerCase(token) && (seen & CAPITALISED || !(seen & LOWER_START))) return "no";
  return "unknown";
}
