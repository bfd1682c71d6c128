import { ConfigError } from "@rtt/core";
import type { ArgsDef } from "citty";
import { didYouMean } from "../config/did-you-mean.ts";

/**
 * Refuses options that the command does not have, options without their value, and positional
 * arguments beyond those it takes; citty would take them all in silence.
 *
 * @throws ConfigError naming the argument and a near match
 */
export function checkArguments(command: string, rawArgs: readonly string[], args: ArgsDef): void {
  const options = Object.entries(args).filter(([, { type }]) => type !== "positional");
  let positionals = Object.keys(args).length - options.length;
  for (let i = 0; i < rawArgs.length; i++) {
    const argument = rawArgs[i]!;
    if (!argument.startsWith("-") || argument === "-") {
      if (positionals-- === 0)
        throw new ConfigError(`"${argument}"`, `is one argument too many for ${command}`);
      continue;
    }
    const [flag, attached] = split(argument);
    const known = options.find(([name]) => `--${name}` === flag);
    if (known === undefined)
      throw new ConfigError(
        flag,
        `is not an option of ${command}${didYouMean(
          flag,
          options.map(([name]) => `--${name}`),
        )}`,
      );
    const [, { type }] = known;
    if (type === "boolean") continue;
    const value = attached ?? rawArgs[++i];
    if (value === undefined || value === "" || (attached === undefined && isOption(value, options)))
      throw new ConfigError(flag, "needs a value");
  }
}

function split(argument: string): [flag: string, attached: string | undefined] {
  const equals = argument.indexOf("=");
  return equals < 0
    ? [argument, undefined]
    : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function isOption(value: string, options: readonly (readonly [string, unknown])[]): boolean {
  return options.some(([name]) => split(value)[0] === `--${name}`);
}
