import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RemoteError } from "@rtt/core";
import { hashFile } from "./hash-file.ts";
import type { PublishedModel } from "./published-models.ts";
import type { Route } from "./routes.ts";

/** Where a fetch stands. */
export interface FetchProgress {
  /** Which way is being tried. */
  readonly route: string;
  /** Bytes so far; 0 when a route begins. */
  readonly received: number;
  /** Bytes in all, where they are known. */
  readonly total: number | undefined;
}

/**
 * Puts a published model into a folder by the first route that works; what is there already, and
 * whole, stays.
 *
 * @returns the path of the file
 * @throws RemoteError with what each route said when none works
 */
export async function fetchPublished(
  model: PublishedModel,
  folder: string,
  routes: readonly Route[],
  onProgress: (progress: FetchProgress) => void,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, model.file);
  if ((await hashFile(path)) === model.sha256) return path;
  const failures: RemoteError[] = [];
  for (const { name, fetch } of routes) {
    onProgress({ route: name, received: 0, total: undefined });
    try {
      await fetch(model, path, (received, total) => onProgress({ route: name, received, total }));
      return path;
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      failures.push(error);
    }
  }
  throw new RemoteError(
    `fetching ${model.file}`,
    0,
    `no way works; ${failures.map(({ message }) => message).join("; ")}`,
    { cause: failures.at(-1) },
  );
}
