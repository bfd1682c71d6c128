import { expect, test } from "vitest";
import * as data from "@rtt/rubrics/data";
import * as rubrics from "@rtt/rubrics";

test("public surface", () => {
  expect(Object.keys(rubrics).toSorted()).toMatchInlineSnapshot(`
    [
      "allOrNothing",
      "between",
      "defineVerifier",
      "ifeval",
      "instructionMetrics",
      "matches",
      "oneOf",
      "readIfeval",
      "satisfactionRate",
      "scorer",
      "text",
      "textView",
      "texts",
      "unknown",
      "validateCriteria",
      "verdict",
      "verifierTable",
      "weighted",
      "whole",
      "wholeNumber",
    ]
  `);
  expect(Object.keys(data)).toEqual(["loadLinguisticData"]);
});
