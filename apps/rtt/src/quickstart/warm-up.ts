import { Random } from "@rtt/core";
import { cosine, Optimizer, supervisedStep, type Decoder, type Sequence } from "@rtt/transformer";
import { drawPrompt, warmUpRange } from "./draw-prompt.ts";
import { teach } from "./teacher.ts";
import { vocabulary } from "./vocabulary.ts";

/** Updates of the warm-up. */
export const warmUpSteps = 650;

const batchSize = 64;
/** Small micro-batches of sequences of like length: little of them is padding. */
const maxTokens = 640;
const adamW = { beta1: 0.9, beta2: 0.95, epsilon: 1e-8, weightDecay: 0, maxGradNorm: 1 };
/** From this update on the teacher honours half of the criteria instead of nine tenths. */
const noisyFrom = 501;

const ids: ReadonlyMap<string, number> = new Map(vocabulary.map((token, id) => [token, id]));

/** One finished update. */
export interface WarmUpProgress {
  readonly step: number;
  /** Nats a token. */
  readonly loss: number;
}

/**
 * Teaches a decoder to write by supervised learning from the noisy teacher: fresh prompts at every
 * update, AdamW with linear warm-up and a cosine down to a tenth. Aborting the signal throws its
 * reason after the update in progress.
 */
export async function warmUp(
  decoder: Decoder,
  seed: number | string,
  report: (progress: WarmUpProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const optimizer = new Optimizer();
  const schedule = cosine(warmUpSteps, 20, 0.1);
  try {
    for (let step = 1; step <= warmUpSteps; step++) {
      const settings = { ...adamW, learningRate: 3e-3 * schedule(step) };
      const lessons = lessonsOf(step, seed);
      const { loss } = supervisedStep(decoder, lessons, optimizer, settings, maxTokens);
      report({ step, loss });
      // Lets the process answer to Ctrl-C: everything above is synchronous.
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
  } finally {
    optimizer.dispose();
  }
}

/** The teacher's answers to the fresh prompts of one update. */
function lessonsOf(step: number, seed: number | string): Sequence[] {
  const random = Random.fromSeed(`${seed}/warm-up/${step}`);
  const quality = step < noisyFrom ? 0.9 : 0.5;
  return Array.from({ length: batchSize }, (_, n) => {
    const drawn = drawPrompt(String(n), warmUpRange, random);
    const asked = drawn.prompt.messages[0]!.content.split(" ");
    return {
      promptTokens: idsOf([...asked, "<go>"]),
      tokens: idsOf(teach(drawn, quality, random)),
    };
  });
}

function idsOf(tokens: readonly string[]): Int32Array {
  return Int32Array.from(tokens, (token) => ids.get(token)!);
}
