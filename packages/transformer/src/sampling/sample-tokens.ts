import { NumericError, type Random, type SamplingSettings } from "@rtt/core";
import type { Decoder } from "../model/decoder.ts";
import { checkSampling } from "./check-sampling.ts";
import { chooseToken } from "./choose-token.ts";
import { decodeStep, disposeState, prefill, selectRows, type DecodeState } from "./prefill.ts";

/** A response that is being drawn. */
interface Draft {
  readonly tokens: number[];
  readonly logProbs: number[];
  readonly random: Random;
  ended: boolean;
}

/** A drawn response. */
export interface SampledTokens {
  readonly tokens: Int32Array;
  readonly logProbs: Float32Array;
  readonly stopReason: "stop" | "length";
}

/** Rows are dropped from the batch when fewer than this share of them still run. */
const compactBelow = 0.75;

/**
 * Draws responses to prompts, token by token, all rows together: each prompt is run once for all its
 * responses. Each response draws from a stream of its own, so it does not depend on the batch.
 *
 * @param randomsPG a stream for each response, shape `[P][G]`
 * @param stops ids that end a response
 * @returns shape `[P][G]`
 * @throws ConfigError for settings out of range, NumericError for logits that are not finite
 */
export function sampleTokens(
  decoder: Decoder,
  prompts: readonly Int32Array[],
  randomsPG: readonly (readonly Random[])[],
  stops: readonly number[],
  settings: SamplingSettings,
): SampledTokens[][] {
  checkSampling(settings, prompts, decoder.config.maxPositions);
  if (randomsPG.every((randoms) => randoms.length === 0)) return randomsPG.map(() => []);
  const longest = Math.max(...prompts.map((prompt) => prompt.length));
  const { logits, state } = prefill(decoder, prompts, longest + settings.maxNewTokens);
  const draftsPG = randomsPG.map((randoms) =>
    randoms.map((random): Draft => ({ tokens: [], logProbs: [], random, ended: false })),
  );
  try {
    extendAll(decoder, state, logits, draftsPG, stops, settings);
  } finally {
    disposeState(state);
  }
  return draftsPG.map((drafts) =>
    drafts.map(({ tokens, logProbs, ended }) => ({
      tokens: Int32Array.from(tokens),
      logProbs: Float32Array.from(logProbs),
      stopReason: ended ? "stop" : "length",
    })),
  );
}

/** Extends all drafts until each has ended or is full. */
function extendAll(
  decoder: Decoder,
  state: DecodeState,
  logits: readonly Float32Array[],
  draftsPG: readonly (readonly Draft[])[],
  stops: readonly number[],
  settings: SamplingSettings,
): void {
  let running = draftsPG.flat();
  let rows = draftsPG.flatMap((drafts, p) => drafts.map(() => logits[p]!));
  selectRows(state, Int32Array.from(draftsPG.flatMap((drafts, p) => drafts.map(() => p))));
  for (let length = 1; ; length++) {
    running.forEach((draft, row) => extend(draft, rows[row]!, stops, settings));
    const open = running.filter(({ ended }) => !ended).length;
    if (open === 0 || length === settings.maxNewTokens) break;
    if (open < compactBelow * running.length) {
      const kept = Int32Array.from(running.flatMap(({ ended }, row) => (ended ? [] : [row])));
      selectRows(state, kept);
      running = running.filter(({ ended }) => !ended);
    }
    rows = decodeStep(
      decoder,
      state,
      Int32Array.from(running, ({ tokens }) => tokens.at(-1)!),
    );
  }
}

function extend(
  draft: Draft,
  logits: Float32Array,
  stops: readonly number[],
  settings: SamplingSettings,
): void {
  if (draft.ended) return;
  const { token, logProb } = chooseToken(logits, settings, draft.random.uniform());
  if (!Number.isFinite(logProb))
    throw new NumericError(
      "log-probability of the sampled token",
      draft.tokens.length + 1,
      logProb,
    );
  draft.tokens.push(token);
  draft.logProbs.push(logProb);
  draft.ended = stops.includes(token);
}
