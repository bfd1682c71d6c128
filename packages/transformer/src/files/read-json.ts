import { readFile } from "node:fs/promises";
import { DataError } from "@rtt/core";

/** A JSON object from a file. */
export async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new DataError(file, 0, "cannot be read; is this a model folder?", { cause: error });
  }
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new DataError(file, 0, "is not JSON", { cause: error });
  }
}
