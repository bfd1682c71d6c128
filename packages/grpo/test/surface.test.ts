import * as grpo from "@rtt/grpo";
import * as tensor from "@rtt/grpo/tensor";
import { expect, test } from "vitest";

test("the public surface is this", () => {
  expect(Object.keys(grpo).toSorted()).toMatchInlineSnapshot(`
    [
      "batchLoss",
      "ppo",
      "sequenceMeanTokenMean",
      "tokenMean",
    ]
  `);
  expect(Object.keys(tensor).toSorted()).toMatchInlineSnapshot(`
    [
      "ppoTensorLoss",
    ]
  `);
});
