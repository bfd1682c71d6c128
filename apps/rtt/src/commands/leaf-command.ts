import { defineCommand, type ArgsDef, type CommandDef } from "citty";
import type { Terminal } from "./terminal.ts";

/** A command that does something: what citty needs, and how the command is called in full. */
export interface LeafCommand {
  /** For example `rtt model fetch`. */
  readonly name: string;
  readonly description: string;
  readonly args: ArgsDef;
  readonly run: (args: Readonly<Record<string, unknown>>, terminal: Terminal) => Promise<void>;
}

/** A command for citty, with `--debug`. It must be run with a terminal as its `data`. */
export function leafCommand({ name, description, args, run }: LeafCommand): CommandDef {
  const all: ArgsDef = {
    ...args,
    debug: { type: "boolean", description: "show the stack trace of an error" },
  };
  return defineCommand({
    meta: { name, description },
    args: all,
    run: ({ args: parsed, data }) => run(parsed, data as Terminal),
  });
}
