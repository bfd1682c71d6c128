import { defineCommand, type CommandDef } from "citty";
import { version } from "../version.ts";

/** All commands by name; each is loaded when it is asked for, so that `--help` answers at once. */
export const root: CommandDef = defineCommand({
  meta: {
    name: "rtt",
    version,
    description: "Rubrics to Tokens: reinforcement learning with token-level credit",
  },
  subCommands: {
    quickstart: () => import("./quickstart.ts").then(({ quickstart }) => quickstart),
    train: () => import("./train.ts").then(({ train }) => train),
    resume: () => import("./resume.ts").then(({ resume }) => resume),
    eval: () => import("./eval.ts").then(({ evaluateCommand }) => evaluateCommand),
    sample: () => import("./sample.ts").then(({ sample }) => sample),
    score: () => import("./score.ts").then(({ score }) => score),
    discriminator: () => import("./discriminator.ts").then(({ discriminator }) => discriminator),
    model: () => import("./model.ts").then(({ model }) => model),
    doctor: () => import("./doctor.ts").then(({ doctor }) => doctor),
    report: () => import("./report.ts").then(({ report }) => report),
  },
});
