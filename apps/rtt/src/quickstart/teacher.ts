import type { Random } from "@rtt/core";
import type { DrawnPrompt } from "./draw-prompt.ts";
import { honouredPlan, type Plan } from "./teacher-plan.ts";
import { adjectives, adverbs, determiners, endings, nouns, starters, verbs } from "./vocabulary.ts";

/** Longest response, end-of-sequence included in the policy's count, cut in the teacher's. */
export const maxResponseTokens = 40;

/** Ends of sentences with their weights of 7, 2 and 1. */
const terminators = ". . . . . . . ! ! ?".split(" ");

interface Phrase {
  determiner: string[];
  adjective: string[];
  noun: string;
}

/**
 * A noisy teacher: each criterion is honoured with probability `quality`, else left to chance.
 *
 * @returns response tokens, the end-of-sequence token last unless the response was cut
 */
export function teach(drawn: DrawnPrompt, quality: number, random: Random): string[] {
  const plan = honouredPlan(drawn.criteria, quality, random);
  const count =
    plan.bullets === undefined
      ? sentenceCount(plan, random)
      : Math.max(sentenceCount(plan, random), plan.bullets);
  const pairs = Array.from({ length: count }, () => ({
    subject: drawPhrase(plan, random),
    object: drawPhrase(plan, random),
  }));
  if (drawn.topic !== plan.forbidden && random.uniform() < 0.8)
    pairs[0]!.subject.noun = drawn.topic;
  placeWords(plan, pairs, random);
  const quoted = plan.quote || random.uniform() < 0.05 ? random.integer(count) : -1;
  const bulleted = plan.bullets ?? (random.uniform() < 0.08 ? 1 + random.integer(3) : 0);
  const body = pairs.flatMap(({ subject, object }, i) =>
    sentence(plan, i, subject, object, i === quoted, i < bulleted, random),
  );
  const text = [...body, ...postscript(plan, random), ...ending(plan, random), "<eos>"];
  return text.slice(0, maxResponseTokens);
}

function sentenceCount({ sentences, short }: Plan, random: Random): number {
  if (sentences !== undefined) return sentences;
  return short ? random.pick([1, 2]) : random.pick([1, 2, 2, 3]);
}

function drawPhrase({ forbidden, short }: Plan, random: Random): Phrase {
  const allowed = (list: readonly string[]): string[] => list.filter((word) => word !== forbidden);
  return {
    determiner: random.uniform() < 0.7 ? [random.pick(allowed(determiners))] : [],
    adjective: random.uniform() < (short ? 0.1 : 0.4) ? [random.pick(adjectives)] : [],
    noun: random.pick(allowed(nouns)),
  };
}

/**
 * Sets the words that mention, twice and bigram ask for into phrases drawn at random; the first
 * subject is spared where there are others enough.
 */
function placeWords(
  { mention, twice, bigram }: Plan,
  pairs: readonly { subject: Phrase; object: Phrase }[],
  random: Random,
): void {
  const all = pairs.flatMap(({ subject, object }) => [subject, object]);
  const slots = random.shuffled(pairs.length > 1 ? all.slice(1) : all);
  const queue = [...slots, ...slots, ...slots];
  if (bigram !== undefined) {
    const slot = queue.shift()!;
    slot.adjective = [bigram.first];
    slot.noun = bigram.second;
  }
  if (twice !== undefined) for (let i = 0; i < 2; i++) queue.shift()!.noun = twice;
  if (mention !== undefined) queue.shift()!.noun = mention;
}

function sentence(
  plan: Plan,
  index: number,
  subject: Phrase,
  object: Phrase,
  quoted: boolean,
  bulleted: boolean,
  random: Random,
): string[] {
  const comma = (): string[] => (!plan.noComma && random.uniform() < 0.4 ? [","] : []);
  const starter = drawStarter(plan, index, random);
  const adverb = random.uniform() < (plan.short ? 0.05 : 0.3) ? [random.pick(adverbs)] : [];
  const words = ({ determiner, adjective, noun }: Phrase): string[] => [
    ...determiner,
    ...adjective,
    noun,
  ];
  const mark = quoted ? ['"'] : [];
  return [
    ...(bulleted ? ["*"] : []),
    ...starter,
    ...(starter.length > 0 ? comma() : []),
    ...words(subject),
    random.pick(verbs),
    ...mark,
    ...words(object),
    ...mark,
    ...(adverb.length > 0 ? comma() : []),
    ...adverb,
    random.pick(terminators),
  ];
}

function drawStarter({ firstword, start, short }: Plan, index: number, random: Random): string[] {
  if (firstword !== undefined) return [firstword];
  if (start !== undefined && index === 0) return [start];
  return random.uniform() < (short ? 0.15 : 0.4) ? [random.pick(starters)] : [];
}

function postscript({ postscript: honoured, forbidden }: Plan, random: Random): string[] {
  if (!honoured && random.uniform() >= 0.05) return [];
  return ["P.S.", random.pick(nouns.filter((noun) => noun !== forbidden)), random.pick([".", "!"])];
}

function ending({ end }: Plan, random: Random): string[] {
  if (end !== undefined) return end.split(" ");
  return random.uniform() < 0.15 ? random.pick(endings).split(" ") : [];
}
