"""Opens what write-folders.mjs wrote in Python's transformers and compares the logits.

    python check-folders.py OUT
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

worst = 0.0
for expected in sorted(Path(sys.argv[1]).glob("*-logits.safetensors")):
    folder = expected.with_name(expected.name.removesuffix("-logits.safetensors"))
    model = AutoModelForCausalLM.from_pretrained(folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    stored = load_file(expected)
    with torch.no_grad():
        logits = model(stored["tokens"].long()).logits
    difference = (logits.float() - stored["logits"]).abs().max().item()
    worst = max(worst, difference)
    end = model.generation_config.eos_token_id
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "w3 w4"}], add_generation_prompt=True, tokenize=False
    )
    print(f"{folder.name}: {type(model).__name__}, {model.dtype}, difference {difference:.2e}, "
          f"end {end}, prompt {prompt!r}")
sys.exit(0 if worst <= 1e-3 else 1)
