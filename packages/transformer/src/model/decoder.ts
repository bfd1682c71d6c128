import { causalAttention, embedding, rmsNorm, rotaryAngles } from "@rtt/backend";
import * as tf from "@tensorflow/tfjs-core";
import type { DecoderConfig } from "./config.ts";
import { decoderLayer, type Attend, type Layer, type Norm } from "./layer.ts";
import { loadParameters } from "./parameters.ts";
import type { Adapter, Projection } from "./projection.ts";
import type { Weight, Weights } from "./weights.ts";

/** How a decoder is trained. */
export interface DecoderOptions {
  /** Whether all weights are trained; adapters, where there are any, always are. Default true. */
  readonly trainable?: boolean;
}

/**
 * A decoder-only language model: embedding, pre-norm layers of grouped-query attention and a gated
 * unit, final norm, output embedding (Llama, Qwen2, Qwen3, Granite).
 */
export class Decoder {
  readonly config: DecoderConfig;
  readonly hiddenSize: number;
  /** Adapters by the name of the weight they change. */
  readonly adapters: Map<string, Adapter> = new Map<string, Adapter>();
  readonly #parameters: Map<string, tf.Variable>;
  readonly #trainsWeights: boolean;
  readonly #inverseFrequencies: Float32Array;

  /** @throws ShapeError when a weight is missing or misshapen */
  constructor(config: DecoderConfig, weights: Weights, { trainable = true }: DecoderOptions = {}) {
    this.config = config;
    this.hiddenSize = config.hiddenSize;
    this.#parameters = loadParameters(config, weights);
    this.#trainsWeights = trainable;
    const half = config.headSize / 2;
    this.#inverseFrequencies = Float32Array.from(
      { length: half },
      (_, i) => config.ropeTheta ** (-i / half),
    );
  }

  /** What training changes, by name. */
  get trainable(): ReadonlyMap<string, tf.Variable> {
    const adapters = [...this.adapters].flatMap(([name, { a, b }]): [string, tf.Variable][] => [
      [adapterName(name, "A"), a],
      [adapterName(name, "B"), b],
    ]);
    return new Map(this.#trainsWeights ? [...this.#parameters, ...adapters] : adapters);
  }

  /** Whether the output embedding is trained. */
  get trainsHead(): boolean {
    return this.#trainsWeights;
  }

  /** Output embedding W, shape `[V, D]`: the logits of hidden states h are `h W^T`. */
  get head(): tf.Tensor2D {
    const name = this.config.tiedEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
    return this.#parameter(name);
  }

  /**
   * Hidden states after the final norm, ready for `head`; differentiable in `trainable`. Rows are
   * padded on the right, which no real token sees.
   *
   * @param tokens ids, shape `[rows * width]`
   * @returns shape `[rows * width, D]`
   */
  hidden(tokens: Int32Array, rows: number, width: number): tf.Tensor2D {
    const { heads, keyHeads, attentionMultiplier: scale } = this.config;
    const shape = { batch: rows, length: width, heads, keyHeads, scale };
    const positions = Int32Array.from(tokens, (_, i) => i % width);
    return this.run(tokens, positions, () => (q, k, v) => causalAttention(q, k, v, shape));
  }

  /**
   * The same with attention of the caller's choosing, for sampling from caches.
   *
   * @param positions place of each token in its sequence, shape of `tokens`
   * @param attendIn how layer i mixes tokens
   */
  run(tokens: Int32Array, positions: Int32Array, attendIn: (layer: number) => Attend): tf.Tensor2D {
    const { config } = this;
    const angles = rotaryAngles(positions, this.#inverseFrequencies);
    const table = this.#parameter<tf.Rank.R2>("model.embed_tokens.weight");
    let x = embedding(table, tokens, this.#trainsWeights);
    if (config.embeddingMultiplier !== 1) x = tf.mul(x, config.embeddingMultiplier);
    for (let i = 0; i < config.layers; i++) {
      const input = x;
      x = tf.tidy(() => decoderLayer(input, this.#layer(i), config, angles, attendIn(i)));
    }
    const { gain, trainable } = this.#norm("model.norm.weight");
    const normed = rmsNorm(x, gain, config.normEpsilon, trainable);
    return config.logitsScaling === 1 ? normed : tf.mul(normed, 1 / config.logitsScaling);
  }

  /** All weights as plain numbers, adapters merged in. */
  async exportWeights(): Promise<Weights> {
    const weights = new Map<string, Weight>();
    for (const [name, parameter] of this.#parameters) {
      const adapter = this.adapters.get(name);
      const merged = tf.tidy(() =>
        adapter === undefined
          ? tf.clone(parameter)
          : tf.add(parameter, tf.mul(tf.matMul(adapter.b, adapter.a), adapter.scale)),
      );
      weights.set(name, { shape: parameter.shape, data: (await merged.data()) as Float32Array });
      merged.dispose();
    }
    return weights;
  }

  dispose(): void {
    for (const { a, b } of this.adapters.values()) tf.dispose([a, b]);
    tf.dispose([...this.#parameters.values()]);
  }

  #layer(index: number): Layer {
    const name = (part: string): string => `model.layers.${index}.${part}`;
    const projection = (part: string): Projection => ({
      weight: this.#parameter(name(`${part}.weight`)),
      bias: this.#parameters.get(name(`${part}.bias`)) as tf.Tensor1D | undefined,
      trainable: this.#trainsWeights,
      adapter: this.adapters.get(name(`${part}.weight`)),
    });
    const headNorm = (part: string): Norm | undefined =>
      this.config.headNorm ? this.#norm(name(`${part}.weight`)) : undefined;
    return {
      inputNorm: this.#norm(name("input_layernorm.weight")),
      q: projection("self_attn.q_proj"),
      k: projection("self_attn.k_proj"),
      v: projection("self_attn.v_proj"),
      o: projection("self_attn.o_proj"),
      qNorm: headNorm("self_attn.q_norm"),
      kNorm: headNorm("self_attn.k_norm"),
      mlpNorm: this.#norm(name("post_attention_layernorm.weight")),
      gate: projection("mlp.gate_proj"),
      up: projection("mlp.up_proj"),
      down: projection("mlp.down_proj"),
    };
  }

  #norm(name: string): Norm {
    return { gain: this.#parameter(name), trainable: this.#trainsWeights };
  }

  #parameter<R extends tf.Rank>(name: string): tf.Tensor<R> {
    return this.#parameters.get(name) as tf.Tensor as tf.Tensor<R>;
  }
}

/** Name of an adapter's factor as PEFT writes it. */
function adapterName(weight: string, factor: "A" | "B"): string {
  return `base_model.model.${weight.replace(/\.weight$/u, "")}.lora_${factor}.weight`;
}
