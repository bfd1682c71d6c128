import { Random } from "@rtt/core";
import { Discriminator, type RelevanceExample } from "@rtt/discriminator";
import { tinyEncoder } from "./tiny-encoder.ts";

const vocabulary = 14;

/** A small discriminator that knows nothing. */
export function tiny(seed: number): Discriminator {
  const random = Random.fromSeed(seed);
  return Discriminator.untrained(tinyEncoder(vocabulary, 16, random), random);
}

/** The rule to be found: the prompt names a token, and each such token of the response is relevant. */
export function planted(count: number, random: Random): RelevanceExample[] {
  return Array.from({ length: count }, () => {
    const named = 2 + random.integer(4);
    const tokens = Int32Array.from({ length: 3 + random.integer(8) }, () => 2 + random.integer(8));
    return {
      type: "mention",
      promptTokens: Int32Array.of(named + 8, 1),
      tokens,
      labels: Uint8Array.from(tokens, (token) => Number(token === named)),
    };
  });
}
