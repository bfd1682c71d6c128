import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const program = fileURLToPath(new URL("../dist/main.js", import.meta.url));

test.skipIf(!existsSync(program))(
  "the built program answers, and fails in one sentence",
  async () => {
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [program, "--version"]);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    const failure: unknown = await run(process.execPath, [program, "trian"]).catch(
      (error) => error,
    );
    expect(failure).toMatchObject({
      code: 1,
      stdout: "",
      stderr: 'rtt: "trian": is not a command; did you mean train?\n',
    });
  },
);
