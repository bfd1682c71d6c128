import { expect, test } from "vitest";
import { progressTo } from "#rtt/commands/model";
import { runCaptured } from "./run-captured.ts";

test("progress is one line a route and a tenth of the bytes", () => {
  const lines: string[] = [];
  const progress = progressTo({ write: (text) => lines.push(text) });
  progress({ route: "the hub", received: 0, total: undefined });
  for (let received = 1e6; received <= 100e6; received += 1e6)
    progress({ route: "the hub", received, total: 100e6 });
  expect(lines[0]).toBe("fetching by the hub\n");
  expect(lines.slice(1).map((line) => line.trim())).toEqual(
    [1, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((mb) => `${mb} of 100 MB`),
  );
});

test("an unknown model is refused with the known ones", async () => {
  const { code, err } = await runCaptured("model", "fetch", "gpt");
  expect([code, err]).toEqual([
    1,
    "rtt: model: gpt cannot be fetched by name; known are smollm2\n",
  ]);
});
