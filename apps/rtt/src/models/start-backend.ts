import { openBackend, type Backend, type BackendName } from "@rtt/backend";
import type { TextOutput } from "../commands/terminal.ts";

/** Starts the compute engine and says once which it is, and why no faster one. */
export async function startBackend(
  choice: BackendName | undefined,
  errors: TextOutput,
): Promise<{ readonly backend: Backend; readonly notes: string[] }> {
  const backend = await openBackend(choice);
  const notes = backend.rejected.map(
    ({ name, reason }) => `backend ${name} is not used: ${reason}`,
  );
  errors.write(`backend: ${backend.description}\n${notes.map((note) => `  ${note}\n`).join("")}`);
  return { backend, notes };
}
