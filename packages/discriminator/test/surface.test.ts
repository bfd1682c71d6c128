import * as discriminator from "@rtt/discriminator";
import { expect, it } from "vitest";

it("exports exactly this", () => {
  expect(Object.keys(discriminator)).toMatchInlineSnapshot(`
    [
      "spanLabels",
      "spanRelevance",
      "verdictLabels",
      "describedPrompt",
      "relevancePrompt",
      "relevanceExamples",
      "Discriminator",
      "trainDiscriminator",
      "tokenLoss",
      "discriminatorRelevance",
      "loadDiscriminator",
      "saveDiscriminator",
      "averagePrecision",
      "calibrationError",
      "bestThreshold",
      "thresholdScores",
      "evaluateRelevance",
    ]
  `);
});
