import { ConfigError } from "@rtt/core";
import type { CommandDef } from "citty";
import { didYouMean } from "../config/did-you-mean.ts";

/**
 * Follows the command names at the front of the arguments, `discriminator train ...`.
 *
 * @returns the command and the arguments after its name
 * @throws ConfigError when a name is unknown
 */
export async function findCommand(
  command: CommandDef,
  rawArgs: readonly string[],
): Promise<{ readonly command: CommandDef; readonly rest: string[] }> {
  const subCommands = (await resolved(command.subCommands)) ?? {};
  const [name, ...rest] = rawArgs;
  if (Object.keys(subCommands).length === 0 || name === undefined || name.startsWith("-"))
    return { command, rest: [...rawArgs] };
  if (!Object.hasOwn(subCommands, name))
    throw new ConfigError(
      `"${name}"`,
      `is not a command${didYouMean(name, Object.keys(subCommands))}`,
    );
  return findCommand((await resolved(subCommands[name])) as CommandDef, rest);
}

async function resolved<Value>(
  value: Value | (() => Value) | (() => Promise<Value>),
): Promise<Value> {
  return typeof value === "function" ? (value as () => Promise<Value>)() : value;
}
