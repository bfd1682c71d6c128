import { ConfigError, DataError, NumericError, RemoteError, RttError, ShapeError } from "@rtt/core";
import { expect, test } from "vitest";

test("each error says in one sentence where and what", () => {
  const errors = [
    new ConfigError("sampling.topP", "must be in (0, 1], got 2"),
    new DataError("prompts.jsonl", 7, "kwargs is missing"),
    new DataError("model.gguf", 0, "is truncated"),
    new ShapeError("rewardsG", "8", "7"),
    new NumericError("loss", 12, Number.NaN),
    new RemoteError("judge", 503, "is overloaded"),
  ];
  expect(errors.map((error) => `${error.name} ${error.code}: ${error.message}`))
    .toMatchInlineSnapshot(`
      [
        "ConfigError config: sampling.topP: must be in (0, 1], got 2",
        "DataError data: prompts.jsonl:7: kwargs is missing",
        "DataError data: model.gguf: is truncated",
        "ShapeError shape: rewardsG: expected 8, got 7",
        "NumericError numeric: loss is NaN at step 12",
        "RemoteError remote: judge (503): is overloaded",
      ]
    `);
  expect(errors.every((error) => error instanceof RttError)).toBe(true);
});
