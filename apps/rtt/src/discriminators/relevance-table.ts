import type { RelevanceEvaluation, RelevanceReport } from "@rtt/discriminator";
import { textTable } from "../commands/text-table.ts";

/**
 * The evaluation of a discriminator as a table for a terminal: by kind of criterion and over all,
 * with what takes no model below it.
 */
export function relevanceTable(report: RelevanceReport): string {
  const { majority, position } = report.baselines;
  const table = textTable([
    ["criterion", "tokens", "positive", "AP", "precision", "recall", "F1", "ECE"],
    ...Object.entries(report.types).map(([name, result]) => row(name, result)),
    row("all", report),
  ]);
  return (
    `${table}\n\n` +
    `without a model: majority F1 ${majority.f1.toFixed(3)} (accuracy ${majority.accuracy.toFixed(3)}), ` +
    `position AP ${position.averagePrecision.toFixed(3)}, F1 ${position.atBest.f1.toFixed(3)}\n`
  );
}

function row(name: string, result: RelevanceEvaluation): string[] {
  const { precision, recall, f1 } = result.atBest;
  const { tokens, baseRate, averagePrecision, calibrationError } = result;
  const numbers = [baseRate, averagePrecision, precision, recall, f1, calibrationError];
  return [name, String(tokens), ...numbers.map((number) => number.toFixed(3))];
}
