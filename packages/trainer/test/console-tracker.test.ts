import { expect, it } from "vitest";
import { consoleTracker } from "@rtt/trainer";

async function written(isTTY: boolean): Promise<string> {
  let text = "";
  let seconds = 0;
  const tracker = consoleTracker({
    output: { isTTY, write: (piece: string) => (text += piece) },
    steps: 100,
    label: "rtt-csr",
    now: () => 1000 * seconds,
  });
  seconds = 3;
  tracker.log(1, { reward: 0.5, "rubrics/csr": 0.5, "rubrics/aon": 0.0625 });
  seconds = 4;
  tracker.log(2, { reward: 0.75 });
  await tracker.close();
  return text;
}

it("writes a plain line a step where the output is no terminal", async () => {
  expect(await written(false)).toBe(
    "rtt-csr  step 1/100  reward 0.500  csr 0.500  aon 0.063  3.00 s/step  4 min 57 s to go\n" +
      "rtt-csr  step 2/100  reward 0.750  csr -  aon -  2.00 s/step  3 min 16 s to go\n",
  );
});

it("rewrites one line on a terminal, and ends it at the end", async () => {
  const text = await written(true);
  expect(text.split("\r\u001B[K")).toHaveLength(3);
  expect(text.match(/\n/g)).toHaveLength(1);
  expect(text.endsWith("to go\n")).toBe(true);
});
