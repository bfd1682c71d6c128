import { openBackend } from "@rtt/backend";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { tiny } from "./planted-rule.ts";

beforeAll(async () => {
  await openBackend("wasm");
});

it("a response is found by the length of its prompt, also where the prompt contains it", async () => {
  const discriminator = tiny(5);
  const ids = fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(ids, ids, async (response, rest) => {
      const promptTokens = Int32Array.from([...response, ...rest]);
      const tokens = Int32Array.from(response);
      // The same ids, all of them response: what is read at a place does not depend on the border.
      const whole = Int32Array.of(...promptTokens, ...tokens);
      const [located] = await discriminator.scores([{ promptTokens, tokens }]);
      const [all] = await discriminator.scores([{ promptTokens: new Int32Array(), tokens: whole }]);
      located!.forEach((score, t) => expect(score).toBeCloseTo(all![promptTokens.length + t]!, 6));
    }),
    { numRuns: 20 },
  );
  discriminator.dispose();
});
