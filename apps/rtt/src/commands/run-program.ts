import { stripVTControlCharacters } from "node:util";
import { ConfigError } from "@rtt/core";
import { renderUsage, runCommand, type ArgsDef, type CommandDef, type CommandMeta } from "citty";
import { version } from "../version.ts";
import { checkArguments } from "./check-arguments.ts";
import { failureSentence } from "./failure-sentence.ts";
import { findCommand } from "./find-command.ts";
import { root } from "./root.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs the command that the arguments name. An error becomes one sentence, with its stack only
 * under `--debug`.
 *
 * @returns the exit code: 0, or 1 after an error
 */
export async function runProgram(rawArgs: readonly string[], terminal: Terminal): Promise<number> {
  const { output, errors } = terminal;
  try {
    const { command, rest } = await findCommand(root, rawArgs);
    if (asksForHelp(command, rest)) {
      const usage = await renderUsage(command);
      output.write(`${output.isTTY === true ? usage : stripVTControlCharacters(usage)}\n`);
    } else if (command.subCommands === undefined) await runLeaf(command, rest, terminal);
    else if (rest[0] === "--version") output.write(`${version}\n`);
    else throw new ConfigError(rest[0]!, "is not an option of rtt; see rtt --help");
    return 0;
  } catch (error) {
    errors.write(`rtt: ${failureSentence(error)}\n`);
    if (rawArgs.includes("--debug") && error instanceof Error) errors.write(`${error.stack}\n`);
    return 1;
  }
}

function asksForHelp(command: CommandDef, rest: readonly string[]): boolean {
  const isGroup = command.subCommands !== undefined;
  return rest.includes("--help") || rest.includes("-h") || (isGroup && rest.length === 0);
}

async function runLeaf(command: CommandDef, rest: string[], terminal: Terminal): Promise<void> {
  const { name } = command.meta as CommandMeta;
  checkArguments(name ?? "rtt", rest, command.args as ArgsDef);
  await runCommand(command, { rawArgs: rest, data: terminal });
}
