import { mkdir, open, rename, rm } from "node:fs/promises";
import { DataError } from "@rtt/core";

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "there is no space left on the device; free some",
  EDQUOT: "the disk quota is used up; free some space",
  EACCES: "permission denied; choose a folder you may write to",
  EPERM: "permission denied; choose a folder you may write to",
  EROFS: "the file system is read-only; choose another folder",
  ENOTDIR: "a part of the path is a file, not a folder; choose another path",
  ENOENT: "it does not exist",
};

/**
 * Runs an action on a file, with the system's errors put into one sentence.
 *
 * @throws DataError naming the path and what to do
 */
export async function onDisk<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    const reason = reasons[(error as NodeJS.ErrnoException | undefined)?.code ?? ""];
    if (reason === undefined) throw error;
    throw new DataError(path, 0, reason, { cause: error });
  }
}

/** Writes a whole file under a temporary name, flushes it, and renames it: it is complete or absent. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  await onDisk(path, async () => {
    await orRemove(temporary, () => writeFlushed(temporary, "w", content));
    await rename(temporary, path);
  });
}

/** Appends to a file and flushes it to the device. */
export async function appendFlushed(path: string, content: string): Promise<void> {
  await onDisk(path, () => writeFlushed(path, "a", content));
}

/** Fills a new folder under a temporary name and renames it: it is complete or absent. */
export async function writeFolder(
  path: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${path}.tmp`;
  await onDisk(path, async () => {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary);
    await orRemove(temporary, () => fill(temporary));
    await rename(temporary, path);
  });
}

/** Leaves nothing half-written behind when writing fails. */
async function orRemove(temporary: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function writeFlushed(
  path: string,
  flags: "a" | "w",
  content: string | Uint8Array,
): Promise<void> {
  const file = await open(path, flags);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
