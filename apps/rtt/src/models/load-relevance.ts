import { ConfigError, type RelevanceModel } from "@rtt/core";
import { describedPrompt, discriminatorRelevance, loadDiscriminator } from "@rtt/discriminator";
import type { Tokenizer } from "@rtt/transformer";

const PROBE = "The quick brown fox, 1984: naïve café — “yes”!\n\n* 東京 🙂\n";

/**
 * Relevance from a trained discriminator's folder, for responses of a policy.
 *
 * @param tokenizer the policy's: the discriminator reads its ids as they are
 * @throws DataError when the folder holds no discriminator
 * @throws ConfigError when it was trained with another tokenizer
 */
export async function loadRelevance(folder: string, tokenizer: Tokenizer): Promise<RelevanceModel> {
  const loaded = await loadDiscriminator(folder, { trainable: false });
  await expectSameTokenizer(folder, loaded.tokenizer, tokenizer);
  return discriminatorRelevance(loaded.discriminator, describedPrompt(loaded.tokenizer));
}

/** @throws ConfigError when the two turn a text into different ids */
export async function expectSameTokenizer(
  folder: string,
  discriminators: Tokenizer,
  policys: Tokenizer,
): Promise<void> {
  const same =
    discriminators.vocabularySize === policys.vocabularySize &&
    String(await discriminators.encode(PROBE)) === String(await policys.encode(PROBE));
  if (!same)
    throw new ConfigError(
      "--discriminator",
      `${folder} was trained with another tokenizer than the model's; train one from this model`,
    );
}
