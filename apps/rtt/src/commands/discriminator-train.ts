import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandDef } from "citty";
import { Random } from "@rtt/core";
import {
  describedPrompt,
  Discriminator,
  saveDiscriminator,
  trainDiscriminator,
  type DiscriminatorStep,
} from "@rtt/discriminator";
import { loadLinguisticData } from "@rtt/rubrics/data";
import {
  discriminatorTrainSchema,
  type DiscriminatorTrainSettings,
} from "../config/discriminator-settings.ts";
import { labelResponses } from "../discriminators/label-responses.ts";
import { evaluateOn, exampleSplit } from "../discriminators/relevance-splits.ts";
import { relevanceTable } from "../discriminators/relevance-table.ts";
import { splitPrompts } from "../discriminators/split-prompts.ts";
import { drawResponses } from "../models/draw-responses.ts";
import { openPolicy } from "../models/open-policy.ts";
import { expectNewFolder } from "./expect-new-folder.ts";
import { onInterrupt } from "./on-interrupt.ts";
import { settingsCommand } from "./settings-command.ts";
import type { Terminal } from "./terminal.ts";

/** `rtt discriminator train` */
export const discriminatorTrain: CommandDef = settingsCommand({
  name: "rtt discriminator train",
  description: "Train token relevance on a model's own responses, labelled by the verifiers' spans",
  schema: discriminatorTrainSchema,
  run: runTraining,
});

async function runTraining(
  settings: DiscriminatorTrainSettings,
  terminal: Terminal,
): Promise<void> {
  const { out, seed, heldOut, loraRank: rank, samplesPerPrompt } = settings;
  await expectNewFolder(out);
  const random = Random.fromSeed(`${seed}/discriminator`);
  const { prompts, rolloutsPG, model, longest } = await drawResponses(settings, terminal);
  const requestsPG = labelResponses(prompts, rolloutsPG, loadLinguisticData());
  const split = splitPrompts(requestsPG, heldOut, random.fork("split"));
  const examples = await exampleSplit(split, describedPrompt(model.tokenizer));
  const { decoder, plan } = openPolicy(
    model,
    rank > 0 ? { rank } : "everything",
    longest,
    random.fork("adapters"),
  );
  const discriminator = Discriminator.untrained(decoder, random.fork("head"));
  terminal.errors.write(
    `${examples.train.length} labelled responses of ${split.train.length} prompts, ` +
      `${samplesPerPrompt} responses each\n`,
  );
  await onInterrupt(terminal.errors, (signal) =>
    trainDiscriminator(discriminator, {
      examples: examples.train,
      random: random.fork("order"),
      learningRate: settings.learningRate,
      epochs: settings.epochs,
      batchSize: settings.batchSize,
      maxTokens: plan.microBatchTokens,
      positiveWeight: settings.positiveWeight,
      onStep: (step) => terminal.errors.write(stepLine(step)),
      signal,
    }),
  );
  const report = await evaluateOn(discriminator, examples, plan.microBatchTokens);
  await saveDiscriminator(out, discriminator, model.files);
  const record = { settings, report };
  await writeFile(join(out, "relevance-report.json"), `${JSON.stringify(record, undefined, 2)}\n`);
  terminal.output.write(`${relevanceTable(report)}\ndiscriminator  ${out}\n`);
}

function stepLine({ step, steps, loss, gradNorm }: DiscriminatorStep): string {
  return `update ${step}/${steps}  loss ${loss.toFixed(4)}  gradient norm ${gradNorm.toFixed(2)}\n`;
}
