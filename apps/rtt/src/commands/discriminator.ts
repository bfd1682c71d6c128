import { defineCommand, type CommandDef } from "citty";
import { discriminatorEval } from "./discriminator-eval.ts";
import { discriminatorTrain } from "./discriminator-train.ts";

/** `rtt discriminator` */
export const discriminator: CommandDef = defineCommand({
  meta: {
    name: "rtt discriminator",
    description: "Train or evaluate a token relevance discriminator",
  },
  subCommands: { train: discriminatorTrain, eval: discriminatorEval },
});
