import { DataError } from "@rtt/core";
import { expect, test } from "vitest";
import { checkArguments } from "#rtt/commands/check-arguments";
import { failureSentence } from "#rtt/commands/failure-sentence";
import { findCommand } from "#rtt/commands/find-command";
import { root } from "#rtt/commands/root";
import { runCaptured } from "./run-captured.ts";

const args = {
  folder: { type: "positional" },
  steps: { type: "string" },
  json: { type: "boolean" },
} as const;

test("what the command knows passes", () => {
  expect(() => checkArguments("rtt x", ["--steps", "-3", "run", "--json"], args)).not.toThrow();
  expect(() => checkArguments("rtt x", ["--steps=3"], args)).not.toThrow();
});

test.each([
  [["--step", "3"], "--step: is not an option of rtt x; did you mean --steps?"],
  [["--steps"], "--steps: needs a value"],
  [["--steps="], "--steps: needs a value"],
  [["--steps", "--json"], "--steps: needs a value"],
  [["a", "b"], '"b": is one argument too many for rtt x'],
  [["-q"], "-q: is not an option of rtt x; known are --steps, --json"],
])("%j is refused", (rawArgs, message) => {
  expect(() => checkArguments("rtt x", rawArgs, args)).toThrow(message);
});

test("an unknown command is refused with a near match", async () => {
  await expect(findCommand(root, ["reprot"])).rejects.toThrow(
    '"reprot": is not a command; did you mean report?',
  );
});

test("errors become one sentence", () => {
  expect(failureSentence(new DataError("d.jsonl", 3, "is not JSON"))).toBe(
    "d.jsonl:3: is not JSON",
  );
  const missing = Object.assign(new Error("ENOENT: x"), { code: "ENOENT", path: "a.txt" });
  expect(failureSentence(missing)).toBe("a.txt: does not exist");
  expect(failureSentence(new TypeError("x is undefined"))).toContain("unexpected TypeError: x is");
});

test("every command explains itself, without colours where nobody sees them", async () => {
  const { code, out } = await runCaptured("--help");
  expect(code).toBe(0);
  expect(out).not.toContain("\u001B");
  for (const name of Object.keys(root.subCommands!)) {
    expect(out).toContain(name);
    const help = await runCaptured(name, "--help");
    expect([help.code, help.out.split(" ").length > 5]).toEqual([0, true]);
  }
});

test("an error is one sentence and exit code 1; the stack comes with --debug", async () => {
  const plain = await runCaptured("report", "--fodler", "x");
  expect(plain).toEqual({
    code: 1,
    out: "",
    err: "rtt: --fodler: is not an option of rtt report; known are --debug\n",
  });
  const { err } = await runCaptured("report", "--debug", "/nowhere/at/all");
  expect(err.split("\n").length).toBeGreaterThan(3);
});

test("the doctor names the engine in use and says why the others are not", async () => {
  const { code, out } = await runCaptured("doctor");
  expect(code).toBe(0);
  expect(out.match(/^backend \w+ +in use: /gm)).toHaveLength(1);
  expect(
    out.match(/^backend \w+ +(not used: \w+ does not start: .+; .+|slower, not tried)$/gm),
  ).toHaveLength(3);
  expect(out).toMatch(/^tokenizers +work$/m);
});
