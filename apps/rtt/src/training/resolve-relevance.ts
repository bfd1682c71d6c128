import { randomRelevance, uniformRelevance } from "@rtt/advantage";
import { ConfigError, type RelevanceModel } from "@rtt/core";
import { spanRelevance } from "@rtt/discriminator";
import type { Ablation, RelevanceSource } from "../ablations.ts";

/**
 * Refuses a discriminator that the arm would not use, and an arm that lacks its discriminator.
 *
 * @throws ConfigError
 */
export function checkRelevance(
  arm: string,
  { relevance }: Ablation,
  discriminator: string | undefined,
): void {
  const uses = relevance?.kind === "discriminator";
  if (uses && discriminator === undefined)
    throw new ConfigError(
      "--discriminator",
      `is required by the arm ${arm}: a trained one's folder`,
    );
  if (!uses && discriminator !== undefined)
    throw new ConfigError(
      "--discriminator",
      `is not used by the arm ${arm}; arms that use one end in "-learned"`,
    );
}

/** The relevance model of a source; `load` brings the discriminator, where the source is one. */
export async function resolveRelevance(
  source: RelevanceSource,
  load: () => Promise<RelevanceModel>,
): Promise<RelevanceModel> {
  if (source.kind === "spans") return spanRelevance();
  if (source.kind === "uniform") return uniformRelevance;
  if (source.kind === "random") return randomRelevance(source.seed);
  return load();
}
