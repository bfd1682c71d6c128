import { join } from "node:path";
import type { CommandDef } from "citty";
import { describeRun, promptStream, readMetrics, RunStore } from "@rtt/trainer";
import { saveModelFolder } from "@rtt/transformer";
import { trainSchema, type TrainSettings } from "../config/train-settings.ts";
import { findAblation } from "../find-ablation.ts";
import { longestSequence } from "../models/longest-sequence.ts";
import { memoryText } from "../models/memory-plan.ts";
import { openModel } from "../models/open-model.ts";
import { openPolicy, parameterCount } from "../models/open-policy.ts";
import { startBackend } from "../models/start-backend.ts";
import { loadRelevance } from "../models/load-relevance.ts";
import { writeRunReport } from "../report/run-report.ts";
import { readPrompts } from "../scoring/read-prompts.ts";
import { withModelDefaults } from "../training/model-defaults.ts";
import { checkRelevance, resolveRelevance } from "../training/resolve-relevance.ts";
import { runSummaryTable } from "../training/run-summary.ts";
import { adapterRandom, runTraining } from "../training/run-training.ts";
import { expectNewFolder } from "./expect-new-folder.ts";
import { onInterrupt } from "./on-interrupt.ts";
import { version } from "./root.ts";
import { settingsCommand } from "./settings-command.ts";
import type { Terminal } from "./terminal.ts";

/** `rtt train` */
export const train: CommandDef = settingsCommand({
  name: "rtt train",
  description: "Train a model by RTT-GRPO on prompts with checkable criteria",
  schema: trainSchema,
  run: runTrain,
});

async function runTrain(given: TrainSettings, terminal: Terminal): Promise<void> {
  const { output, errors } = terminal;

  // Everything that can be wrong is looked at before the first model is loaded.
  const arm = findAblation(given.arm);
  checkRelevance(given.arm, arm, given.discriminator);
  await expectNewFolder(given.out);
  const prompts = await readPrompts(given.data);
  const { promptsPerStep, seed } = given;
  const promptSource = promptStream(prompts, { promptsPerStep, seed });
  const evaluationPrompts =
    given.evalData === undefined ? undefined : await readPrompts(given.evalData);

  const { backend, notes } = await startBackend(given.backend, errors);
  const model = await openModel(given.model);
  const parameters = parameterCount(model);
  const settings = withModelDefaults(given, parameters);
  const { loraRank: rank, loraAlpha: alpha, loraTargets: targets } = settings;
  const longest = await longestSequence(
    model,
    [...prompts, ...(evaluationPrompts ?? [])],
    settings.maxCompletionLength,
  );
  const { policy, decoder, plan } = openPolicy(
    model,
    rank > 0 ? { rank, alpha, targets } : "everything",
    longest,
    adapterRandom(seed),
  );
  errors.write(
    `model: ${settings.model}, ${(parameters / 1e6).toFixed(1)} M parameters, ` +
      `${rank > 0 ? `LoRA of rank ${rank} on ${targets.join(", ")}` : "all weights trained"}\n` +
      `${memoryText(plan)}\n`,
  );
  const relevance =
    arm.relevance &&
    (await resolveRelevance(arm.relevance, () =>
      loadRelevance(given.discriminator!, model.tokenizer),
    ));
  const runStore = await RunStore.create(
    settings.out,
    await describeRun({
      settings: { ...settings, notes },
      versions: { rtt: version },
      backend: backend.description,
    }),
  );
  const { outcome, steps } = await onInterrupt(errors, (signal) =>
    runTraining(settings, {
      arm,
      policy,
      relevance,
      prompts: promptSource,
      evaluationPrompts,
      runStore,
      terminal,
      signal,
    }),
  );
  const folder = join(settings.out, "model");
  await saveModelFolder(folder, { ...model, weights: await decoder.exportWeights() });
  output.write(`${runSummaryTable(await readMetrics(settings.out))}\n\n`);
  if (outcome === "aborted") output.write(`stopped after ${steps} steps\n`);
  output.write(`model   ${folder}\nreport  ${await writeRunReport(settings.out)}\n`);
}
