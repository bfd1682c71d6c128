import { localized, responseLevel, rtt } from "@rtt/advantage";
import {
  Random,
  type Credit,
  type MetricsRecord,
  type Prompt,
  type Rollout,
  type RolloutRecord,
  type ScoredGroup,
  type Span,
  type Verdict,
} from "@rtt/core";
import { describeRun, RunStore } from "@rtt/trainer";

const NOUNS = ["cat", "fox", "river", "lamp", "queen", "clock", "apple", "tower"];
const VERBS = ["sees", "finds", "guards", "paints"];
const credits = {
  "grpo-csr": responseLevel(),
  "rtt-csr": rtt({ tokenWeight: 0.2 }),
  "localized-csr": localized(),
};

/** Writes a run whose numbers and texts are drawn, not trained: for the report alone. */
export async function writeGeneratedRun(
  folder: string,
  { arm, seed, steps = 20 }: { arm: keyof typeof credits; seed: number; steps?: number },
): Promise<void> {
  const config = await describeRun({
    settings: {
      arm,
      seed,
      optimizer: { learningRate: 0.001 },
      notes: ["<script>alert(1)</script>"],
    },
    versions: { rtt: "0.1.0" },
    backend: "WebAssembly",
  });
  const store = await RunStore.create(folder, config);
  for (let step = 1; step <= steps; step++) {
    await store.appendMetrics(drawMetrics(arm, seed, step));
    if (step === 1 || step === steps || step === steps >> 1)
      await store.writeRollouts(step, drawRollouts(arm, step));
  }
  const level = drawMetrics(arm, seed, steps)["rubrics/csr"]!;
  const estimate = {
    mean: level,
    standardError: 0.01,
    low: level - 0.02,
    high: level + 0.02,
    count: 8,
  };
  await store.appendEvaluation({
    step: steps,
    csr: estimate,
    aon: { ...estimate, mean: level / 4, low: level / 4 - 0.02, high: level / 4 + 0.02 },
    meanLength: 22,
    types: {},
    rows: [],
  });
}

function drawMetrics(arm: string, seed: number, step: number): MetricsRecord {
  const random = Random.fromSeed(`${arm}/${seed}/${step}`);
  const gain = arm === "grpo-csr" ? 0.3 : 0.36;
  const csr = 0.4 + gain * (1 - Math.exp(-step / 10)) + 0.02 * random.normal();
  return {
    step,
    reward: csr,
    "rubrics/csr": csr,
    "rubrics/aon": Math.max(0, csr - 0.45) / 2,
    "completions/mean_length": 22 + random.normal(),
    entropy: 1.6 - step / 80,
    grad_norm: Math.exp(random.normal() / 4),
    "credit/token_to_response": 0.8,
    "rewards/forbid/mean": 0.5 + step / 100,
    "rewards/length_constraints:number_words/mean": 0.8 - step / 200,
    "time/step": 0.4,
  };
}

/** One group of four rollouts: the criteria and spans are real, the texts random. */
export function drawRollouts(arm: keyof typeof credits, step: number): RolloutRecord[] {
  const random = Random.fromSeed(`rollouts/${step}`);
  const prompt: Prompt = {
    id: `prompt-${step}`,
    messages: [
      { role: "user", content: "write about fox never say the mention clock <b>no commas</b>" },
    ],
    criteria: [
      { id: "forbid", description: "Never say the.", check: { verifier: "forbid", kwargs: {} } },
      { id: "mention", description: "Mention clock.", check: { verifier: "mention", kwargs: {} } },
      { id: "nocomma", description: "No commas.", check: { verifier: "nocomma", kwargs: {} } },
    ],
  };
  const rollouts = Array.from({ length: 4 }, (_, g) => drawRollout(random, prompt.id, String(g)));
  const verdictsGK = rollouts.map(({ text }) => [
    check(text, /\bthe\b/g, false),
    check(text, /\bclock\b/g, true),
    check(text, /,/g, false),
  ]);
  const group: ScoredGroup = {
    prompt,
    rollouts,
    verdictsGK,
    rewardsG: Float64Array.from(
      verdictsGK,
      (row) => row.filter((v) => v.status === "satisfied").length / 3,
    ),
    relevanceGKT: rollouts.map(({ tokenSpans }, g) =>
      verdictsGK[g]!.map(({ spans }) =>
        Float32Array.from(tokenSpans, (token) =>
          Number(spans.some(({ start, end }) => start < token.end && token.start < end)),
        ),
      ),
    ),
  };
  const [credit] = credits[arm]([group]);
  return rollouts.map((_, g) => record(group, credit!, g, step));
}

function drawRollout(random: Random, promptId: string, id: string): Rollout {
  const words: string[] = [];
  for (let sentence = 0; sentence < 3; sentence++)
    words.push(
      ...(random.uniform() < 0.3 ? ["today", ","] : []),
      random.pick(["the", "a", "my"]),
      random.pick(NOUNS),
      random.pick(VERBS),
      random.pick(["the", "a"]),
      random.pick(NOUNS),
      ".",
    );
  const tokenSpans: Span[] = [];
  let text = "";
  for (const word of words) {
    const start = text.length + (text === "" ? 0 : 1);
    text += text === "" ? word : ` ${word}`;
    tokenSpans.push({ start, end: text.length });
  }
  tokenSpans.push({ start: text.length, end: text.length });
  return {
    id,
    promptId,
    promptTokens: Int32Array.of(1),
    tokens: new Int32Array(words.length + 1),
    logProbs: new Float32Array(words.length + 1),
    text,
    tokenSpans,
    stopReason: "stop",
  };
}

function check(text: string, pattern: RegExp, wanted: boolean): Verdict {
  const spans = [...text.matchAll(pattern)].map(({ index, 0: hit }) => ({
    start: index,
    end: index + hit.length,
  }));
  const satisfied = spans.length > 0 === wanted;
  return {
    status: satisfied ? "satisfied" : "violated",
    score: Number(satisfied),
    spans,
    scope: "local",
    absence: false,
  };
}

function record(group: ScoredGroup, credit: Credit, g: number, step: number): RolloutRecord {
  const { prompt, rollouts, verdictsGK, rewardsG, relevanceGKT } = group;
  const rollout = rollouts[g]!;
  return {
    step,
    promptId: prompt.id,
    rolloutId: rollout.id,
    messages: prompt.messages,
    criteria: prompt.criteria.map(({ id, description }) => ({ id, description })),
    text: rollout.text,
    stopReason: rollout.stopReason,
    tokens: [...rollout.tokens],
    tokenSpans: rollout.tokenSpans.map(plain),
    logProbs: [...rollout.logProbs],
    reward: rewardsG[g]!,
    verdicts: verdictsGK[g]!.map((verdict) => ({ ...verdict, spans: verdict.spans.map(plain) })),
    relevance: relevanceGKT![g]!.map((row) => [...row]),
    responseAdvantage: credit.responseG[g]!,
    criterionCredit: credit.criterionGKT[g]!.map((row) => [...row]),
    advantages: [...credit.advantagesGT[g]!],
  };
}

function plain({ start, end }: Span): [number, number] {
  return [start, end];
}
