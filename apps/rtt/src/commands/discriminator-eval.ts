import type { CommandDef } from "citty";
import { Random } from "@rtt/core";
import { describedPrompt, loadDiscriminator } from "@rtt/discriminator";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { discriminatorEvalSchema } from "../config/discriminator-settings.ts";
import { labelResponses } from "../discriminators/label-responses.ts";
import { evaluateOn, exampleSplit } from "../discriminators/relevance-splits.ts";
import { relevanceTable } from "../discriminators/relevance-table.ts";
import { splitPrompts } from "../discriminators/split-prompts.ts";
import { drawResponses } from "../models/draw-responses.ts";
import { expectSameTokenizer } from "../models/load-relevance.ts";
import { settingsCommand } from "./settings-command.ts";

/** `rtt discriminator eval` */
export const discriminatorEval: CommandDef = settingsCommand({
  name: "rtt discriminator eval",
  description: "Hold a discriminator's relevance against the verifiers' spans on new responses",
  schema: discriminatorEvalSchema,
  run: async ({ discriminator: folder, json, ...settings }, terminal) => {
    const { prompts, rolloutsPG, model, plan } = await drawResponses(settings, terminal);
    const { discriminator, tokenizer } = await loadDiscriminator(folder, { trainable: false });
    await expectSameTokenizer(folder, tokenizer, model.tokenizer);
    const requestsPG = labelResponses(prompts, rolloutsPG, loadLinguisticData());
    const random = Random.fromSeed(`${settings.seed}/discriminator`);
    const split = splitPrompts(requestsPG, 1 / 3, random);
    const examples = await exampleSplit(
      { ...split, train: [], test: [...split.train, ...split.test] },
      describedPrompt(tokenizer),
    );
    const report = await evaluateOn(discriminator, examples, plan.microBatchTokens);
    terminal.output.write(
      json ? `${JSON.stringify(report, undefined, 2)}\n` : relevanceTable(report),
    );
  },
});
