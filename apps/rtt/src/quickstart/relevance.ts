import { Random, type Prompt, type RelevanceModel } from "@rtt/core";
import {
  Discriminator,
  discriminatorRelevance,
  evaluateRelevance,
  relevanceExamples,
  saveDiscriminator,
  trainDiscriminator,
  type PromptFormat,
  type RelevanceExample,
  type RelevanceReport,
} from "@rtt/discriminator";
import { scorer } from "@rtt/rubrics";
import { quickstart } from "@rtt/rubrics/quickstart";
import type { LocalPolicy, Tokenizer } from "@rtt/transformer";
import { asDrawn, askingTokens } from "./criterion-draw.ts";
import { discriminatorConfig, tokenizerFiles, untrained } from "./model.ts";
import { drawPrompts } from "./prompts.ts";
import { sampling } from "./settings.ts";

/** How much the discriminator sees. */
export interface RelevanceEffort {
  /** Responses that it learns from. */
  readonly responses: number;
  readonly epochs: number;
  /** Examples of one update: a response against one criterion. */
  readonly batchSize: number;
}

/** Responses that thresholds are fitted on, and as many again that the report is made on. */
const unseen = 160;

/** A trained discriminator and how good it is on responses it has not seen. */
export interface TrainedRelevance {
  readonly relevance: RelevanceModel;
  readonly report: RelevanceReport;
}

/**
 * Trains the token relevance discriminator on the verifiers' own spans, in responses of the policy
 * before reinforcement learning, and saves it in a new folder.
 */
export async function trainRelevance(
  policy: LocalPolicy,
  folder: string,
  { responses, epochs, batchSize }: RelevanceEffort,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<TrainedRelevance> {
  const format = phraseFormat(policy.tokenizer);
  const random = Random.fromSeed("quickstart/discriminator");
  const examples = (part: string, count: number): Promise<RelevanceExample[]> =>
    examplesOf(policy, drawPrompts(`discriminator-${part}`, count), format);
  const decoder = untrained(discriminatorConfig, "quickstart/discriminator");
  const discriminator = Discriminator.untrained(decoder, random);
  await trainDiscriminator(discriminator, {
    examples: await examples("train", responses),
    random,
    learningRate: 4e-3,
    epochs,
    batchSize,
    maxTokens: 1024,
    onStep: ({ step, steps }) => onProgress(step / steps),
    signal,
  });
  signal.throwIfAborted();
  const scored = async (part: RelevanceExample[]) => ({
    examples: part,
    scoresNT: await discriminator.scores(part),
  });
  const report = evaluateRelevance(
    await scored(await examples("test", unseen)),
    await scored(await examples("validation", unseen)),
  );
  await saveDiscriminator(folder, discriminator, tokenizerFiles);
  return { relevance: discriminatorRelevance(discriminator, format), report };
}

/** A criterion's own phrase stands before the response: the vocabulary has no words for more. */
function phraseFormat(tokenizer: Tokenizer): PromptFormat {
  return (criterion) => tokenizer.encode([...askingTokens(asDrawn(criterion)), "<go>"].join(" "));
}

async function examplesOf(
  policy: LocalPolicy,
  prompts: readonly Prompt[],
  format: PromptFormat,
): Promise<RelevanceExample[]> {
  const check = scorer(quickstart);
  const random = Random.fromSeed("quickstart/discriminator/responses");
  const rolloutsPG = await policy.sample(prompts, 1, sampling, random);
  const requests = prompts.map((prompt, p) => {
    const [rollout] = rolloutsPG[p]!;
    return { prompt, rollout: rollout!, verdictsK: check(prompt, [rollout!])[0]! };
  });
  return relevanceExamples(requests, format);
}
