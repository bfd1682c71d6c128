import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Backend } from "@rtt/backend";
import type { Evaluation } from "@rtt/trainer";
import { Decoder, LocalPolicy, type LoadedModel } from "@rtt/transformer";
import type { Terminal } from "../commands/terminal.ts";
import { writeComparisonReport, type Comparison } from "../report/comparison-report.ts";
import { quickstartArm } from "./arms.ts";
import { evaluateStart } from "./evaluate-start.ts";
import { heldOutPrompts } from "./prompts.ts";
import { progressLine } from "./progress-line.ts";
import { trainRelevance, type RelevanceEffort, type TrainedRelevance } from "./relevance.ts";
import { resultTable } from "./result-table.ts";
import { runArm, type ArmResult } from "./run-arm.ts";
import { sizesOf, type QuickstartSettings } from "./settings.ts";

/** What the comparison is made with. */
export interface QuickstartParts {
  readonly start: LoadedModel;
  readonly backend: Backend;
  readonly folder: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/**
 * Compares arms on the quickstart task: evaluates the warm-up, trains the discriminator where an arm
 * uses it, trains every arm and seed from the same start on the same prompts, and reports.
 */
export async function runQuickstart(
  given: QuickstartSettings,
  { start, backend, folder, terminal, signal }: QuickstartParts,
): Promise<void> {
  const { arms, seed: firstSeed } = given;
  const { seeds, steps, heldOutPrompts: count, effort } = sizesOf(given);
  const ablations = arms.map((name) => ({ arm: name, ablation: quickstartArm(name) }));
  const { output, errors } = terminal;
  await mkdir(folder, { recursive: true });
  const heldOut = heldOutPrompts(count);
  const decoder = new Decoder(start.config, start.weights);
  const policy = new LocalPolicy({ decoder, tokenizer: start.tokenizer });
  const before = await evaluateStart(policy, heldOut);
  output.write(
    `start: CSR ${before.csr.mean.toFixed(3)}, AON ${before.aon.mean.toFixed(3)} on ${count} held-out prompts\n`,
  );
  const learns = ablations.some(({ ablation }) => ablation.relevance?.kind === "discriminator");
  const learned = learns ? await learn(policy, folder, effort, terminal, signal) : undefined;
  policy.dispose();
  decoder.dispose();
  const results: ArmResult[] = [];
  for (let seed = firstSeed; seed < firstSeed + seeds; seed++)
    for (const { arm, ablation } of ablations) {
      const place = `run ${results.length + 1}/${arms.length * seeds}`;
      const shared = { seed, place, steps, start, heldOut, backend, folder, errors, signal };
      results.push(await runArm({ arm, ablation, learned: learned?.relevance, ...shared }));
      await writeComparison(folder, before, results, learned);
    }
  output.write(`\n${resultTable(before, results)}\n`);
  output.write(`\nreport: ${await writeComparisonReport(folder)}\n`);
}

async function learn(
  policy: LocalPolicy,
  folder: string,
  effort: RelevanceEffort,
  { output, errors }: Terminal,
  signal: AbortSignal,
): Promise<TrainedRelevance> {
  const progress = progressLine(errors, "discriminator");
  const trained = await trainRelevance(
    policy,
    join(folder, "discriminator"),
    effort,
    progress.show,
    signal,
  );
  progress.close();
  const { averagePrecision, atBest, calibrationError, baseRate } = trained.report;
  output.write(
    `discriminator: F1 ${atBest.f1.toFixed(2)}, average precision ${averagePrecision.toFixed(2)} ` +
      `(${baseRate.toFixed(3)} says nothing), calibration error ${calibrationError.toFixed(3)}\n`,
  );
  return trained;
}

/** Written after every run, so that nothing is lost when a later one fails. */
async function writeComparison(
  folder: string,
  before: Evaluation,
  results: readonly ArmResult[],
  learned: TrainedRelevance | undefined,
): Promise<void> {
  const names = [...new Set(results.map(({ arm }) => arm))];
  const comparison: Comparison = {
    title: "Quickstart: readable sentences under checkable criteria",
    lead: "A tiny language model learns to follow five to eight criteria at once. All arms start from the same warm-up, see the same prompts and have the same number of updates.",
    start: { csr: before.csr.mean, aon: before.aon.mean },
    ...(learned === undefined ? {} : { discriminator: discriminatorNumbers(learned) }),
    arms: names.map((name) => ({
      name,
      runs: results
        .filter(({ arm }) => arm === name)
        .map(({ seed, run }) => ({ seed, folder: run })),
    })),
  };
  const text = `${JSON.stringify(comparison, undefined, 2)}\n`;
  await writeFile(join(folder, "comparison.json"), text);
}

function discriminatorNumbers({ report }: TrainedRelevance): Record<string, unknown> {
  const { types, ...whole } = report;
  const byType = Object.entries(types).map(([type, { averagePrecision }]): [string, number] => [
    type,
    averagePrecision,
  ]);
  return { ...whole, averagePrecisionByType: Object.fromEntries(byType) };
}
