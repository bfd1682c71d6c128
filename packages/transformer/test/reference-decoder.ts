import type { DecoderConfig, Weights } from "@rtt/transformer";

type Row = number[];

/**
 * The decoder again, in Float64 and plain loops, one sequence at a time, straight from the papers:
 * logits after each token, shape `[L][V]`.
 */
export function referenceLogits(config: DecoderConfig, weights: Weights, ids: Int32Array): Row[] {
  const at = (name: string): Row => Array.from(weights.get(name)!.data);
  const optional = (name: string): Row | undefined => {
    const weight = weights.get(name);
    return weight && Array.from(weight.data);
  };
  const { hiddenSize: d, heads, keyHeads, headSize, normEpsilon } = config;
  const table = at("model.embed_tokens.weight");
  const states = Array.from(ids, (id) =>
    table.slice(id * d, (id + 1) * d).map((value) => value * config.embeddingMultiplier),
  );
  for (let layer = 0; layer < config.layers; layer++) {
    const name = (part: string): string => `model.layers.${layer}.${part}`;
    const map = (part: string, x: Row): Row =>
      apply(at(name(`${part}.weight`)), x, optional(name(`${part}.bias`)));
    const headRows = (x: Row, count: number, gain: Row | undefined): Row[] =>
      Array.from({ length: count }, (_, h) => {
        const row = x.slice(h * headSize, (h + 1) * headSize);
        return gain === undefined ? row : rms(row, gain, normEpsilon);
      });
    const gains = [
      optional(name("self_attn.q_norm.weight")),
      optional(name("self_attn.k_norm.weight")),
    ];
    const normed = states.map((x) => rms(x, at(name("input_layernorm.weight")), normEpsilon));
    const queries = normed.map((x, place) =>
      headRows(map("self_attn.q_proj", x), heads, gains[0]).map((row) => turn(row, place, config)),
    );
    const keys = normed.map((x, place) =>
      headRows(map("self_attn.k_proj", x), keyHeads, gains[1]).map((row) =>
        turn(row, place, config),
      ),
    );
    const values = normed.map((x) => headRows(map("self_attn.v_proj", x), keyHeads, undefined));
    states.forEach((x, i) => {
      const mixed = queries[i]!.flatMap((query, h) => {
        const shared = Math.floor(h / (heads / keyHeads));
        const scores = keys
          .slice(0, i + 1)
          .map((key) => config.attentionMultiplier * dot(query, key[shared]!));
        const total = scores.reduce((sum, score) => sum + Math.exp(score), 0);
        return query.map((_, c) =>
          scores.reduce(
            (sum, score, j) => sum + (Math.exp(score) / total) * values[j]![shared]![c]!,
            0,
          ),
        );
      });
      const output = map("self_attn.o_proj", mixed);
      states[i] = x.map((value, c) => value + config.residualMultiplier * output[c]!);
    });
    states.forEach((x, i) => {
      const f = rms(x, at(name("post_attention_layernorm.weight")), normEpsilon);
      const up = map("mlp.up_proj", f);
      const gated = map("mlp.gate_proj", f).map((g, c) => (g / (1 + Math.exp(-g))) * up[c]!);
      const output = map("mlp.down_proj", gated);
      states[i] = x.map((value, c) => value + config.residualMultiplier * output[c]!);
    });
  }
  const head = optional("lm_head.weight") ?? table;
  return states.map((x) =>
    apply(head, rms(x, at("model.norm.weight"), normEpsilon), undefined).map(
      (logit) => logit / config.logitsScaling,
    ),
  );
}

/** `log softmax(logits / temperature)[target]`. */
export function referenceLogProb(logits: Row, target: number, temperature: number): number {
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit / temperature), 0);
  return logits[target]! / temperature - Math.log(total);
}

function dot(a: Row, b: Row): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function apply(weight: Row, x: Row, bias: Row | undefined): Row {
  return Array.from({ length: weight.length / x.length }, (_, o) => {
    const row = weight.slice(o * x.length, (o + 1) * x.length);
    return dot(row, x) + (bias?.[o] ?? 0);
  });
}

function rms(x: Row, gain: Row, epsilon: number): Row {
  const size = Math.sqrt(dot(x, x) / x.length + epsilon);
  return x.map((value, i) => (value / size) * gain[i]!);
}

function turn(x: Row, place: number, { ropeTheta }: DecoderConfig): Row {
  const half = x.length / 2;
  return x.map((value, i) => {
    const angle = place * ropeTheta ** (-(i % half) / half);
    const other = i < half ? -x[i + half]! : x[i - half]!;
    return value * Math.cos(angle) + other * Math.sin(angle);
  });
}
