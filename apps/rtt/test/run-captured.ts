import { runProgram } from "#rtt/commands/run-program";

/** Runs the program in this process and keeps what it writes. */
export async function runCaptured(
  ...rawArgs: string[]
): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await runProgram(rawArgs, {
    output: { write: (text) => (out += text) },
    errors: { write: (text) => (err += text) },
  });
  return { code, out, err };
}
