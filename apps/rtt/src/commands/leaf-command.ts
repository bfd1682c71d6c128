import { defineCommand, type ArgsDef, type CommandDef } from "citty";

/** A command that does something: what citty needs, and how the command is called in full. */
export interface LeafCommand {
  /** For example `rtt model fetch`. */
  readonly name: string;
  readonly description: string;
  readonly args: ArgsDef;
  readonly run: (args: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** A command for citty, with `--debug`. */
export function leafCommand({ name, description, args, run }: LeafCommand): CommandDef {
  const all: ArgsDef = {
    ...args,
    debug: { type: "boolean", description: "show the stack trace of an error" },
  };
  return defineCommand({
    meta: { name, description },
    args: all,
    run: ({ args: parsed }) => run(parsed),
  });
}
