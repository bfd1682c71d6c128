import type { Prompt, Verdict } from "@rtt/core";
import { expect, test } from "vitest";
import { loadLinguisticData } from "@rtt/rubrics/data";
import { ifeval, scorer, textView } from "@rtt/rubrics";
import { agreement, hasOracle, oracle, type PoolRow } from "./oracle.ts";

const data = loadLinguisticData();

interface PublishedRow {
  readonly key: number;
  readonly prompt: string;
  readonly instruction_id_list: readonly string[];
  readonly kwargs: readonly Readonly<Record<string, unknown>>[];
  readonly response: string;
  readonly strict: readonly boolean[];
  readonly loose: readonly boolean[];
  readonly unstable_strict: readonly boolean[];
  readonly unstable_loose: readonly boolean[];
}

test.skipIf(!hasOracle).each([
  ["strict", 828],
  ["loose", 830],
] as const)(
  "oracle: a published run is judged as the official evaluator judges it, %s",
  (mode, seedStable) => {
    const score = scorer(ifeval, data, { loose: mode === "loose" });
    const verdicts = oracle<PublishedRow>("ifeval_published").flatMap((row) => {
      const [found] = score(promptOf(row), [{ text: row.response }]);
      return found!.map((verdict, k) => ({
        key: row.key,
        id: row.instruction_id_list[k]!,
        verdict,
        expected: row[mode][k]!,
        unstable: row[`unstable_${mode}`][k] ?? false,
      }));
    });
    expect(verdicts).toHaveLength(834);
    const stable = verdicts.filter(({ unstable }) => !unstable);
    const found = agreement(stable, (one) => agrees(one.verdict, one.expected));
    expect(found).toEqual({ agree: seedStable, of: seedStable, first: [] });
  },
);

function promptOf(row: PublishedRow): Prompt {
  return {
    id: String(row.key),
    messages: [{ role: "user", content: row.prompt }],
    criteria: row.instruction_id_list.map((verifier, k) => ({
      id: `${k}`,
      description: "",
      check: { verifier, kwargs: row.kwargs[k]! },
    })),
  };
}

interface CheckRow {
  readonly family?: string;
  readonly id: string | null;
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly response?: string;
  readonly rid?: number;
  readonly expected: boolean | null;
  readonly unstable?: boolean;
}

test.skipIf(!hasOracle).each([
  ["unit_ifeval", 81, 0],
  ["unit_edge", 69, 0],
  ["cross_ifeval", 2477, 10],
])("oracle: each row of %s that does not depend on a seed", (file, judged, refused) => {
  const pool = new Map(oracle<PoolRow>("responses_pool").map((row) => [row.rid, row.response]));
  const rows = oracle<CheckRow>(file).filter(
    ({ family = "ifeval", id, unstable }) => family === "ifeval" && id !== null && !unstable,
  );
  const valid = rows.filter(({ expected }) => expected !== null);
  const found = agreement(valid, ({ id, kwargs, response, rid, expected }) => {
    const view = textView(response ?? pool.get(rid!)!, data);
    return agrees(ifeval[id!]!.check(view, kwargs), expected!);
  });
  expect(found).toEqual({ agree: judged, of: judged, first: [] });
  // Where the official evaluator raises, the arguments are refused beforehand.
  const invalid = rows.filter(({ expected }) => expected === null);
  for (const { id, kwargs } of invalid)
    expect(ifeval[id!]!.fault(kwargs)?.problem).toMatch("regular expression");
  expect(invalid).toHaveLength(refused);
});

function agrees({ status }: Verdict, expected: boolean): boolean {
  return status === (expected ? "satisfied" : "violated");
}
