import { defineCommand, type CommandDef } from "citty";

/** Version of the program. */
export const version = "0.1.0";

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
    eval: () => import("./eval.ts").then(({ evaluateCommand }) => evaluateCommand),
    sample: () => import("./sample.ts").then(({ sample }) => sample),
    score: () => import("./score.ts").then(({ score }) => score),
    discriminator: () => import("./discriminator.ts").then(({ discriminator }) => discriminator),
    doctor: () => import("./doctor.ts").then(({ doctor }) => doctor),
    report: () => import("./report.ts").then(({ report }) => report),
  },
});
