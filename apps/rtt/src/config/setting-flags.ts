import type { ArgDef, ArgsDef } from "citty";
import { z } from "zod";

/** What the flags need to know of a setting. */
interface FieldSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
}

/** `numGenerations` as `num-generations`. */
export function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** One command-line flag for each setting; help and defaults come from the schema. */
export function flagsOf(schema: z.ZodObject): ArgsDef {
  const { required = [] } = z.toJSONSchema(schema, { io: "input" });
  return Object.fromEntries(
    Object.entries(fieldsOf(schema)).map(([name, field]): [string, ArgDef] => {
      const description = helpOf(field, required.includes(name));
      const valueHint = field.enum?.join("|") ?? field.type ?? "value";
      return [
        kebabCase(name),
        field.type === "boolean"
          ? { type: "boolean", description }
          : { type: "string", description, valueHint },
      ];
    }),
  );
}

/**
 * The settings that were given as flags, by name, in the schema's types. A text that is no number
 * stays a text, so that the schema says what is wrong with it.
 */
export function settingsOfFlags(
  schema: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fieldsOf(schema)).flatMap(([name, { type }]) => {
      const value = given[kebabCase(name)];
      return value === undefined ? [] : [[name, typed(value, type)]];
    }),
  );
}

function typed(value: unknown, type: string | undefined): unknown {
  if (typeof value !== "string") return value;
  if (type === "array") return value.split(",").map((item) => item.trim());
  const number = Number(value);
  const numeric = (type === "number" || type === "integer") && value.trim() !== "";
  return numeric && !Number.isNaN(number) ? number : value;
}

function fieldsOf(schema: z.ZodObject): Record<string, FieldSchema> {
  return z.toJSONSchema(schema, { io: "input" }).properties as Record<string, FieldSchema>;
}

function helpOf({ description, default: value }: FieldSchema, isRequired: boolean): string {
  if (isRequired) return `${description} (required)`;
  if (value === undefined || value === false) return description ?? "";
  if (Array.isArray(value)) return `${description} (default ${value.join(",")})`;
  return `${description} (default ${typeof value === "string" ? value : JSON.stringify(value)})`;
}
