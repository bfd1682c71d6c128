import * as transformer from "@rtt/transformer";
import { expect, it } from "vitest";

it("exports exactly this", () => {
  expect(Object.keys(transformer)).toMatchInlineSnapshot(`
    [
      "Decoder",
      "initializeWeights",
      "addLora",
      "sampleTokens",
      "chooseToken",
      "Optimizer",
      "microBatches",
      "paddedBatch",
      "trainStep",
      "supervisedStep",
      "cosine",
      "linearWarmUp",
      "LocalPolicy",
      "HuggingFaceTokenizer",
      "wordLevelTokenizerFiles",
      "readSafetensors",
      "writeSafetensors",
      "loadModelFolder",
      "saveModelFolder",
      "loadModel",
      "fetchModel",
      "modelPath",
    ]
  `);
});
