import * as discriminator from "@rtt/discriminator";
import { expect, it } from "vitest";

it("exports exactly this", () => {
  expect(Object.keys(discriminator)).toMatchInlineSnapshot(`
    [
      "spanLabels",
      "spanRelevance",
      "verdictLabels",
      "relevancePrompt",
      "relevanceExamples",
      "averagePrecision",
      "calibrationError",
      "bestThreshold",
      "thresholdScores",
      "evaluateRelevance",
      "Discriminator",
      "discriminatorRelevance",
      "trainDiscriminator",
      "tokenLoss",
    ]
  `);
});
