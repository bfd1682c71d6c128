import { expect, it } from "vitest";
import * as surface from "@rtt/trainer";

it("exports exactly this", () => {
  expect(Object.keys(surface)).toMatchInlineSnapshot(`
    [
      "train",
      "promptStream",
      "constantWithWarmup",
      "evaluate",
      "estimateRate",
      "rubricRates",
      "RunStore",
      "describeRun",
      "listCheckpoints",
      "listRolloutSteps",
      "readEvaluations",
      "readMetrics",
      "readRollouts",
      "readRunConfig",
      "consoleTracker",
    ]
  `);
});
