import * as normalization from "@rtt/normalization";
import { expect, test } from "vitest";

test("the public surface is this", () => {
  expect(Object.keys(normalization).toSorted()).toMatchInlineSnapshot(`
    [
      "fitStandardization",
      "interSample",
      "intraSample",
      "maximumDeviation",
      "moments",
      "sampleStandardDeviation",
      "standardDeviation",
      "unscaled",
    ]
  `);
});
