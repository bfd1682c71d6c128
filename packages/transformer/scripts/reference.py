"""Reference numbers by Python's transformers, stored in test/reference.

    python reference.py tiny                    small models of each family, with their logits
    python reference.py smollm2 MODEL.gguf      logits of 20 texts, token ids of 1,000 lines
    python reference.py blocks                  quantized GGUF blocks and their numbers

Needs: pip install torch transformers accelerate gguf safetensors. Made with torch 2.15.0,
transformers 5.24.0, tokenizers 0.23.3, gguf as of November 2026. Everything is seeded.
"""

import gzip
import json
import random
import sys
from pathlib import Path

import numpy
import torch
from safetensors.numpy import save_file

HERE = Path(__file__).resolve().parent.parent / "test" / "reference"


def tiny() -> None:
    """Folders as save_pretrained writes them: sharded, bfloat16, float16 and plain."""
    import transformers
    from tokenizers import Tokenizer, models, pre_tokenizers

    common = dict(
        vocab_size=48, hidden_size=24, intermediate_size=40, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=64,
        bos_token_id=0, eos_token_id=1, pad_token_id=1, rope_parameters={"rope_type": "default", "rope_theta": 500.0},
    )
    families = {
        "llama": (transformers.LlamaConfig(**common, tie_word_embeddings=False), torch.float32, "9KB"),
        "qwen2": (transformers.Qwen2Config(**common, tie_word_embeddings=True), torch.bfloat16, "1GB"),
        "qwen3": (transformers.Qwen3Config(**common, head_dim=10, tie_word_embeddings=False), torch.float16, "1GB"),
        "granite": (
            transformers.GraniteConfig(
                **common, tie_word_embeddings=True, embedding_multiplier=5.0,
                attention_multiplier=0.2, residual_multiplier=0.6, logits_scaling=3.0,
            ),
            torch.float32, "1GB",
        ),
    }
    words = ["<s>", "</s>", *(f"w{i}" for i in range(2, 48))]
    for number, (family, (config, dtype, shard)) in enumerate(families.items()):
        torch.manual_seed(number)
        model = transformers.AutoModelForCausalLM.from_config(config).to(torch.float32)
        for name, parameter in model.named_parameters():
            # Norms away from 1 and biases away from 0, so that mixing them up shows.
            spread, centre = (0.3, 1.0) if "norm" in name else (0.25, 0.0)
            parameter.data = centre + spread * torch.randn(parameter.shape)
        model = model.to(dtype)
        folder = HERE / "tiny" / family
        model.save_pretrained(folder, max_shard_size=shard)
        core = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="w2"))
        core.pre_tokenizer = pre_tokenizers.Split(" ", "removed")
        tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=core, bos_token="<s>", eos_token="</s>")
        tokenizer.chat_template = "{{ bos_token }} {{ messages[0].content }}"
        tokenizer.save_pretrained(folder)
        tokens = torch.randint(2, 48, (3, 12))
        # Loaded anew: a conversion on the spot would round the rotary frequencies too.
        model = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        with torch.no_grad():
            logits = model(tokens).logits
        save_file(
            {"tokens": tokens.numpy().astype(numpy.float32), "logits": logits.numpy()},
            HERE / "tiny" / f"{family}-logits.safetensors",
        )


TEXTS = [
    "The capital of France is Paris, and the capital of Italy is Rome.",
    "Once upon a time there was a small fox who lived at the edge of a quiet forest.",
    "def add(a, b):\n    return a + b\n\nprint(add(2, 40))\n",
    "Water boils at 100 degrees Celsius at sea level; at 3,000 m it boils at about 90.",
    "Der Zug nach M\u00fcnchen f\u00e4hrt um 17:45 Uhr von Gleis 3 ab.",
    "Les \u00e9l\u00e8ves ont re\u00e7u leurs cahiers et leurs crayons de couleur.",
    "\u041c\u043e\u0441\u043a\u0432\u0430 \u2014 \u0441\u0442\u043e\u043b\u0438\u0446\u0430 \u0420\u043e\u0441\u0441\u0438\u0438.",
    "\u4eca\u5929\u5929\u6c14\u5f88\u597d\uff0c\u6211\u4eec\u53bb\u516c\u56ed\u3002",
    "Emoji \U0001f600\U0001f680 and a family \U0001f468\u200d\U0001f469\u200d\U0001f467 in one line.",
    "SELECT name, age FROM people WHERE age > 30 ORDER BY name;",
    "<|im_start|>user\nName three fruits.<|im_end|>\n<|im_start|>assistant\n",
    "<|im_start|>system\nYou are brief.<|im_end|>\n<|im_start|>user\nWhy is the sky blue?<|im_end|>\n<|im_start|>assistant\nBecause",
    "{\"name\": \"Ada\", \"born\": 1815, \"tags\": [\"math\", \"poetry\"]}",
    "To be kind is to notice; to notice is to slow down; to slow down is hard.",
    "   leading blanks,\ttabs,\n\nand   runs of   blanks   ",
    "Dear Sir or Madam, I am writing to ask about the position that you advertised last week.",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
    "The quick brown fox jumps over the lazy dog. The quick brown fox jumps over the lazy dog.",
    "f(x) = x^2 + 3x - 4, so f'(x) = 2x + 3 and the minimum lies at x = -3/2.",
    "ALL CAPITALS, then none, Then Title Case, then * bullets * and ## headings.",
]


def lines(count: int) -> list[str]:
    """Mixed text out of nothing but a seed."""
    draw = random.Random(2604)
    ranges = {
        "latin": (0x61, 0x7A), "accents": (0xC0, 0x17F), "greek": (0x391, 0x3C9), "cyrillic": (0x410, 0x44F),
        "hebrew": (0x5D0, 0x5EA), "arabic": (0x621, 0x64A), "devanagari": (0x904, 0x939), "thai": (0xE01, 0xE2E),
        "kana": (0x3041, 0x30FE), "han": (0x4E00, 0x9FA5), "hangul": (0xAC00, 0xD7A3), "emoji": (0x1F600, 0x1F64F),
        "symbols": (0x2190, 0x22FF), "punctuation": (0x21, 0x2F), "digits": (0x30, 0x39),
        "arabic digits": (0x660, 0x669), "marks": (0x300, 0x36F), "mathematics": (0x1D400, 0x1D433),
    }
    common = (
        "the of and to in is that for it as was with be by on not he his but at are this have from or had an they "
        "which one you were all her she there would their we him been has when who will no more if out so up said "
        "what its about than into them can only other time new some could these two may first then do any like my "
        "don't it's we'll I'm you've he'd can't O'Neil's return import class function const let print null true"
    ).split()
    joints = [" ", " ", " ", " ", "  ", "", "-", "_", ", ", ". ", "\t", "    ", "\u00a0", "\u3000", "/", "::", "\u200d", "\u2028"]
    specials = ["<|im_start|>", "<|im_end|>", "<|endoftext|>", "<repo_name>", "<|im_start", "|>", "<", ">"]
    controls = [chr(c) for c in (1, 2, 7, 8, 9, 11, 12, 13, 27, 31, 127, 0x85, 0xAD, 0x200B, 0xFEFF, 0xFFFD)]

    def piece() -> str:
        kind = draw.random()
        if kind < 0.45:
            word = draw.choice(common)
            return draw.choice([word, word, word, word.capitalize(), word.upper()])
        if kind < 0.85:
            low, high = ranges[draw.choice(list(ranges))]
            return "".join(chr(draw.randint(low, high)) for _ in range(draw.randint(1, 7)))
        if kind < 0.90:
            return str(draw.randint(0, 10 ** draw.randint(1, 12)))
        if kind < 0.93:
            return draw.choice(["{", "}", "();", "=>", "!=", "[0]", "\"\"", "'s", "\\n", "//", "#!", "...", "\u2026", "\u201c", "\u2019s"])
        if kind < 0.96:
            return draw.choice(specials)
        return draw.choice(controls)

    made = []
    for _ in range(count):
        text = ""
        for _ in range(draw.randint(1, 14)):
            text += piece() + draw.choice(joints)
        made.append(draw.choice(["", "", " ", "\n", "\n\n "]) + text + draw.choice(["", "\n", " "]))
    return made


def smollm2(path: Path) -> None:
    from tokenizers import pre_tokenizers
    from transformers import AutoModelForCausalLM, AutoTokenizer

    # The conversion forgets the step that cuts numbers into digits; llama.cpp does it too.
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name).backend_tokenizer
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True),
    ])

    def encode(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    made = lines(1000)
    text = json.dumps({"lines": made, "ids": [encode(line) for line in made]}, separators=(",", ":"))
    (HERE / "smollm2-lines.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))

    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    columns = torch.tensor(sorted(random.Random(1).sample(range(49152), 48)))
    tokens, lengths, largest, most_likely, some = [], [], [], [], []
    for each in TEXTS:
        ids = encode(each)
        with torch.no_grad():
            logits = model(torch.tensor([ids])).logits[0]
        tokens += ids
        lengths.append(len(ids))
        largest.append(logits.max(-1).values)
        most_likely.append(logits.argmax(-1))
        some.append(logits[:, columns])
    as_floats = lambda values: numpy.asarray(values, dtype=numpy.float32)
    save_file(
        {
            "tokens": as_floats(tokens),
            "lengths": as_floats(lengths),
            "columns": as_floats(columns),
            "largest": as_floats(torch.cat(largest)),
            "mostLikely": as_floats(torch.cat(most_likely)),
            "logits": as_floats(torch.cat(some)),
        },
        HERE / "smollm2-logits.safetensors",
    )


def blocks() -> None:
    """Random blocks of each quantized type, with small scales, and what gguf makes of them."""
    import gguf

    draw = numpy.random.default_rng(7)
    stored = {}
    # Where the half-precision scales of a block stand, by type.
    scales = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
    for name, places in scales.items():
        kind = gguf.GGMLQuantizationType[name]
        numbers, size = gguf.GGML_QUANT_SIZES[kind]
        rows = draw.integers(0, 256, (4 if numbers == 256 else 8, size), dtype=numpy.uint8)
        for place in places:
            halves = draw.normal(0, 0.05, len(rows)).astype(numpy.float16)
            rows[:, place : place + 2] = halves.view(numpy.uint8).reshape(-1, 2)
        values = gguf.quants.dequantize(rows, kind).reshape(-1)
        stored[name] = {"bytes": rows.tobytes().hex(), "numbers": values.astype("<f4").tobytes().hex()}
    text = json.dumps(stored, separators=(",", ":"))
    (HERE / "gguf-blocks.json.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))


if __name__ == "__main__":
    HERE.mkdir(parents=True, exist_ok=True)
    what, *rest = sys.argv[1:] or ["help"]
    if what == "tiny":
        tiny()
    elif what == "smollm2":
        smollm2(Path(*rest))
    elif what == "blocks":
        blocks()
    else:
        print(__doc__)
