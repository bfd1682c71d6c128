import { join } from "node:path";
import {
  describeRun,
  promptStream,
  readMetrics,
  type RunConfig,
  type RunStore,
} from "@rtt/trainer";
import { saveModelFolder } from "@rtt/transformer";
import { onInterrupt } from "../commands/on-interrupt.ts";
import type { Terminal } from "../commands/terminal.ts";
import type { TrainSettings } from "../config/train-settings.ts";
import { findAblation } from "../find-ablation.ts";
import { loadRelevance } from "../models/load-relevance.ts";
import { longestSequence } from "../models/longest-sequence.ts";
import { memoryText } from "../models/memory-plan.ts";
import { openModel } from "../models/open-model.ts";
import { openPolicy, parameterCount } from "../models/open-policy.ts";
import { startBackend } from "../models/start-backend.ts";
import { writeRunReport } from "../report/run-report.ts";
import { readPrompts } from "../scoring/read-prompts.ts";
import { version } from "../version.ts";
import { withModelDefaults } from "./model-defaults.ts";
import { checkRelevance, resolveRelevance } from "./resolve-relevance.ts";
import { runSummaryTable } from "./run-summary.ts";
import { adapterRandom, runTraining } from "./run-training.ts";

/**
 * Trains a model as the settings say, writes it with its report into the run folder, and prints a
 * summary. Whatever can be wrong with settings and data is looked at before the model is loaded.
 *
 * @param openStore opens the run folder, once nothing else can be wrong
 */
export async function trainModel(
  given: TrainSettings,
  terminal: Terminal,
  openStore: (config: RunConfig) => Promise<RunStore>,
): Promise<void> {
  const { output, errors } = terminal;
  const { seed, promptsPerStep, out } = given;
  const arm = findAblation(given.arm);
  checkRelevance(given.arm, arm, given.discriminator);
  const prompts = await readPrompts(given.data);
  const promptSource = promptStream(prompts, { promptsPerStep, seed });
  const evaluationPrompts = given.evalData === undefined ? [] : await readPrompts(given.evalData);

  const { backend, notes } = await startBackend(given.backend, errors);
  const model = await openModel(given.model);
  const parameters = parameterCount(model);
  const settings = withModelDefaults(given, parameters);
  const { loraRank: rank, loraAlpha: alpha, loraTargets: targets } = settings;
  const all = [...prompts, ...evaluationPrompts];
  const longest = await longestSequence(model, all, settings.maxCompletionLength);
  const trained = rank > 0 ? { rank, alpha, targets } : "everything";
  const { policy, decoder, plan } = openPolicy(model, trained, longest, adapterRandom(seed));
  errors.write(
    `model: ${settings.model}, ${parameters.toLocaleString("en-US")} parameters, ` +
      `${rank > 0 ? `LoRA of rank ${rank} on ${targets.join(", ")}` : "all weights trained"}\n` +
      `${memoryText(plan)}\n`,
  );
  const load = (): ReturnType<typeof loadRelevance> =>
    loadRelevance(given.discriminator!, model.tokenizer);
  const relevance = arm.relevance && (await resolveRelevance(arm.relevance, load));
  const runStore = await openStore(
    await describeRun({
      settings: { ...settings, notes },
      versions: { rtt: version },
      backend: backend.description,
    }),
  );

  const parts = { arm, policy, relevance, prompts: promptSource, evaluationPrompts };
  const { outcome, steps } = await onInterrupt(errors, (signal) =>
    runTraining(settings, { ...parts, runStore, terminal, signal }),
  );
  const folder = join(out, "model");
  await saveModelFolder(folder, { ...model, weights: await decoder.exportWeights() });
  output.write(`${runSummaryTable(await readMetrics(out))}\n\n`);
  if (outcome === "aborted")
    output.write(`stopped after ${steps} steps; rtt resume ${out} goes on\n`);
  output.write(`model   ${folder}\nreport  ${await writeRunReport(out)}\n`);
}
