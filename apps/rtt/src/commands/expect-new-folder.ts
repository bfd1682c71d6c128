import { readdir } from "node:fs/promises";
import { ConfigError } from "@rtt/core";

/**
 * Refuses an output folder that holds anything, before time is spent on what would be written there.
 *
 * @throws ConfigError
 */
export async function expectNewFolder(folder: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (names.length > 0)
    throw new ConfigError("--out", `the folder ${folder} is not empty, and nothing is overwritten`);
}
