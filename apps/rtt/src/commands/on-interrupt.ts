import type { TextOutput } from "./terminal.ts";

/** Runs an action whose signal the first Ctrl-C aborts; the second ends the process as usual. */
export async function onInterrupt<Result>(
  errors: TextOutput,
  action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = (): void => {
    errors.write("\nstopping after this step and saving; Ctrl-C again stops at once\n");
    controller.abort(new DOMException("interrupted", "AbortError"));
  };
  process.once("SIGINT", stop);
  try {
    return await action(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}
