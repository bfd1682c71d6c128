import * as core from "@rtt/core";
import { expect, test } from "vitest";

test("the public surface is this", () => {
  expect(Object.keys(core).toSorted()).toMatchInlineSnapshot(`
    [
      "ConfigError",
      "DataError",
      "NumericError",
      "Random",
      "RemoteError",
      "RttError",
      "ShapeError",
      "textLength",
      "verdictSign",
    ]
  `);
});
