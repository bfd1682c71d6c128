import { ConfigError, type RelevanceModel } from "@rtt/core";

/** Relevance from a trained discriminator's folder. */
export async function loadRelevance(folder: string): Promise<RelevanceModel> {
  throw new ConfigError("--discriminator", `${folder} cannot be loaded yet`);
}
