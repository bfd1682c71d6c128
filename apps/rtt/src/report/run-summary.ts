import type { MetricsRecord } from "@rtt/core";
import { durationText } from "./number-text.ts";
import type { RunData } from "./run-data.ts";
import type { Tile } from "./tiles.ts";

/** The tiles of a run: rates at its end against its beginning, held-out rates, size and time. */
export function runTiles({ metrics, evaluations }: RunData): Tile[] {
  const end = evaluations.at(-1);
  const rates = (["rubrics/csr", "rubrics/aon", "reward"] as const).flatMap((name): Tile[] => {
    const { before, after } = ends(metrics, name);
    if (!Number.isFinite(after)) return [];
    const label = { "rubrics/csr": "CSR", "rubrics/aon": "AON", reward: "reward" }[name];
    return [
      { label: `${label}, training`, value: after.toFixed(3), note: `from ${before.toFixed(3)}` },
    ];
  });
  const heldOut =
    end === undefined
      ? []
      : (["csr", "aon"] as const).map((name) => ({
          label: `${name.toUpperCase()}, held out`,
          value: end[name].mean.toFixed(3),
          note: `${end[name].low.toFixed(3)} to ${end[name].high.toFixed(3)}, ${end[name].count} prompts`,
        }));
  const seconds = total(metrics, (name) => name === "time/step");
  return [
    ...heldOut,
    ...rates,
    { label: "steps", value: String(metrics.at(-1)?.step ?? 0) },
    ...(seconds > 0 ? [{ label: "time in steps", value: durationText(seconds) }] : []),
  ];
}

function ends(metrics: readonly MetricsRecord[], name: string): { before: number; after: number } {
  const values = metrics.flatMap((record) => record[name] ?? []).filter(Number.isFinite);
  const fifth = Math.max(1, Math.round(values.length / 5));
  return { before: mean(values.slice(0, fifth)), after: mean(values.slice(-fifth)) };
}

function total(metrics: readonly MetricsRecord[], wanted: (name: string) => boolean): number {
  return metrics
    .flatMap((record) => Object.entries(record).filter(([name]) => wanted(name)))
    .reduce((sum, [, value]) => sum + value, 0);
}

function mean(part: readonly number[]): number {
  return part.reduce((sum, value) => sum + value, 0) / part.length;
}
