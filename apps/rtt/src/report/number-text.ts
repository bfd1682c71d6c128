import type { Estimate } from "../statistics/interval.ts";

const MINUS = "\u2212";

/** A number with its sign always written, to `digits` decimals: for differences and credit. */
export function signedText(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return "–";
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? MINUS : "+"}${text}`;
}

/** `mean ± half width` of a level in three decimals; the half width is left out where unknown. */
export function estimateText({ mean, halfWidth }: Estimate): string {
  if (!Number.isFinite(mean)) return "–";
  return Number.isFinite(halfWidth)
    ? `${mean.toFixed(3)} ± ${halfWidth.toFixed(3)}`
    : mean.toFixed(3);
}

/** `mean ± half width` of a difference: signed. */
export function differenceText({ mean, halfWidth }: Estimate): string {
  const level = signedText(mean);
  return Number.isFinite(halfWidth) ? `${level} ± ${halfWidth.toFixed(3)}` : level;
}

/** Seconds in the unit a person would use. */
export function durationText(seconds: number): string {
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 5400) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
