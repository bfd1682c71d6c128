import { readFile } from "node:fs/promises";
import { ConfigError } from "@rtt/core";
import type { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import { kebabCase } from "./setting-flags.ts";

/**
 * Settings from a JSON file, flags over it, defaults under it, checked by the schema.
 *
 * @param flags settings given on the command line, by name
 * @throws ConfigError naming the file or flag, the setting, and what would be right
 */
export async function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  file: string | undefined,
  flags: Readonly<Record<string, unknown>>,
): Promise<z.infer<Schema>> {
  const fromFile = file === undefined ? {} : await readJsonObject(file);
  const result = schema.safeParse({ ...fromFile, ...flags });
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0]!;
    throw new ConfigError(
      `${file}: ${[...issue.path, key].join(".")}`,
      `is not a setting${didYouMean(key, Object.keys(schema.shape))}`,
    );
  }
  const name = String(issue.path[0]);
  const given = name in flags || name in fromFile;
  const field =
    name in flags || !given ? `--${kebabCase(name)}` : `${file}: ${issue.path.join(".")}`;
  if (!given) throw new ConfigError(field, "is required");
  const expectation = issue.message.replace(/^.*?: /, "").replace(/, received .*$/, "");
  const value = valueAt({ ...fromFile, ...flags }, issue.path);
  throw new ConfigError(field, `${expectation}, got ${JSON.stringify(value)}`);
}

async function readJsonObject(file: string): Promise<Record<string, unknown>> {
  const text = await readFile(file, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(file, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new ConfigError(file, "must hold one JSON object");
  return value as Record<string, unknown>;
}

function valueAt(settings: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    settings,
  );
}
