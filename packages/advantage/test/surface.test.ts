import * as advantage from "@rtt/advantage";
import { expect, test } from "vitest";

test("the public surface is this", () => {
  expect(Object.keys(advantage).toSorted()).toMatchInlineSnapshot(`
    [
      "add",
      "groupZScore",
      "localized",
      "mix",
      "randomRelevance",
      "responseLevel",
      "rtt",
      "signedRelevance",
      "uniformRelevance",
    ]
  `);
});
