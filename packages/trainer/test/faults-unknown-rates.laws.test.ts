import { Random, type Scorer, type Verdict } from "@rtt/core";
import { evaluate } from "@rtt/trainer";
import { expect, it } from "vitest";
import { TabularPolicy } from "./tabular-policy.ts";
import { settings, wordPrompt } from "./word-task.ts";

const prompts = Array.from({ length: 6 }, (_, p) => wordPrompt(`p${p}`));
const verdictOf = (status: Verdict["status"]): Verdict => ({
  status,
  score: 0,
  spans: [],
  scope: "local",
  absence: false,
});

/** The first criterion is satisfied for p0 and p1, violated for p2, else unknown; the second always unknown. */
const mostlyUnknown: Scorer = ({ id }, rollouts) => {
  const first = id < "p2" ? "satisfied" : id < "p3" ? "violated" : "unknown";
  return rollouts.map(() => [verdictOf(first), verdictOf("unknown")]);
};

it("the rate of a kind of criterion is over its known verdicts, and there is none without any", async () => {
  const { types, csr } = await evaluate({
    policy: new TabularPolicy(),
    prompts,
    scorer: mostlyUnknown,
    sampling: settings.sampling,
    random: Random.fromSeed(1),
    samplesPerPrompt: 2,
  });
  expect(types).toEqual({ says: { mean: 2 / 3, count: 6 } });
  expect(csr.mean).toBeCloseTo(2 / 3, 12);
});
