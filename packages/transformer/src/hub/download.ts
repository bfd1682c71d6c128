import { open, rm, stat } from "node:fs/promises";
import { RemoteError } from "@rtt/core";
import { keepChecked } from "./keep-checked.ts";
import { request } from "./request.ts";

/** Reports bytes received of bytes in all, where the server tells. */
export type OnBytes = (received: number, total: number | undefined) => void;

/**
 * Downloads a file. What an earlier attempt left is gone on with, also within one call as long as
 * each connection brings something; the file appears under its name only whole and checked.
 *
 * @throws RemoteError when the server fails, or sends another file
 */
export async function download(
  url: URL,
  path: string,
  { sha256, service, onBytes }: { sha256: string; service: string; onBytes: OnBytes },
): Promise<void> {
  const partial = `${path}.partial`;
  for (;;) {
    const before = await sizeOf(partial);
    try {
      await pull(url, partial, service, onBytes);
      break;
    } catch (error) {
      const dropped = error instanceof RemoteError && error.status === 0;
      if (!dropped || (await sizeOf(partial)) <= before) throw error;
    }
  }
  await keepChecked(partial, path, sha256, service);
}

/** Appends what is missing, or starts again where the server cannot continue. */
async function pull(url: URL, partial: string, service: string, onBytes: OnBytes): Promise<void> {
  const have = await sizeOf(partial);
  const answer = await request(url, service, have > 0 ? { range: `bytes=${have}-` } : {});
  if (answer.status === 416) {
    // Nothing lies beyond what is here: all of it, or what the checksum will refuse.
    for await (const _ of answer.chunks);
    return;
  }
  const continues =
    answer.status === 206 &&
    (answer.headers.get("content-range") ?? "").startsWith(`bytes ${have}-`);
  if (answer.status !== 200 && !continues)
    throw new RemoteError(service, answer.status, `${url.host} does not have the file`);
  if (!continues) await rm(partial, { force: true });
  let received = continues ? have : 0;
  const length = answer.headers.get("content-length");
  const total = length === null ? undefined : received + Number(length);
  const file = await open(partial, "a");
  try {
    for await (const chunk of answer.chunks) {
      await file.writeFile(chunk);
      received += chunk.length;
      onBytes(received, total);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (total !== undefined && received < total)
    throw new RemoteError(
      service,
      0,
      `the connection ended at byte ${received} of ${total}; fetch again to go on from there`,
    );
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
