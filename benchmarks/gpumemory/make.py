"""Model folders with random weights, a tokenizer of single bytes, texts and prompts.

python -m gpumemory.make --out DIR --device cuda [--trial] [NAME ...]     # names of cases; all without one
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from .cases import Case
from .chosen import chosen

#: Letters of a text, and how many texts there are.
_LETTERS_A_TEXT = 400
_TEXTS = 400
_PAD, _END = "<|pad|>", "<|end|>"
#: Written into a model's folder when all of it is there.
READY = "ready"
#: Where no config of the catalogue says how far a model reaches.
_POSITIONS = 16384


def config_of(case: Case) -> dict[str, Any]:
    """The content of config.json that the case's model is built from. Raises KeyError for an unknown model."""
    from llmtui.catalog.models import load_models

    models = {model.id: model for model in load_models()}
    config = dict(models[case.model].config or {})
    config.update(case.changed)
    config.setdefault("max_position_embeddings", _POSITIONS)
    # A model that never ends its answers, so that generation runs to the last token.
    return {**config, "bos_token_id": None, "eos_token_id": None, "pad_token_id": None}


def make_model(case: Case, folder: Path, device: str) -> int:
    """Write the model with its tokenizer into `folder`; the number of its parameters."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    config = config_of(case)
    built = AutoConfig.for_model(config.pop("model_type"), **config)
    torch.manual_seed(0)
    with torch.device(device):
        model = AutoModelForCausalLM.from_config(built, dtype=torch.bfloat16)
    model.save_pretrained(folder)
    make_tokenizer(folder)
    count = int(sum(weight.numel() for weight in model.parameters()))
    (folder / READY).write_text(f"{count}\n")
    return count


def make_tokenizer(folder: Path) -> None:
    """A token for each byte and an end token, in a model's folder. Raises ValueError if a letter is not one token.

    transformers makes the tokenizer of some model_types anew from the vocabulary and the merges of byte-level BPE, so
    that no other kind would come back as it was written.
    """
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    alphabet = [_PAD, _END, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    tokenizer = Tokenizer(models.BPE({token: number for number, token in enumerate(alphabet)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token=_PAD, eos_token=_END, bos_token=_END)
    fast.save_pretrained(folder)
    text = random_letters(random.Random(0), 100)
    found = len(AutoTokenizer.from_pretrained(folder)(text)["input_ids"])
    if found != len(text):
        raise ValueError(f"{len(text)} letters become {found} tokens")


def random_letters(rng: random.Random, count: int) -> str:
    """As many letters, each of them one token."""
    return "".join(rng.choices(ascii_lowercase, k=count))


def make_texts(path: Path) -> None:
    """Texts for training, one a line."""
    rng = random.Random(0)
    lines = [json.dumps({"text": random_letters(rng, _LETTERS_A_TEXT)}) for _ in range(_TEXTS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def make_prompts(path: Path, count: int, tokens: int) -> None:
    """Prompts of just so many tokens."""
    rng = random.Random(1)
    lines = [json.dumps({"prompt": random_letters(rng, tokens)}) for _ in range(count)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """All models of the chosen cases; one that fails is told and left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--trial", action="store_true")
    options = parser.parse_args()
    failed = 0
    for case in {case.model_folder: case for case in chosen(options.names, trial=options.trial)}.values():
        started = time.monotonic()
        try:
            count = make_model(case, options.out / case.model_folder, options.device)
        except (RuntimeError, ValueError, OSError, TypeError, KeyError, AttributeError) as error:
            failed += 1
            print(f"  cannot make {case.model_folder}: {type(error).__name__}: {error}"[:500], file=sys.stderr)
            continue
        print(f"  {case.model_folder}: {count:,} parameters, {time.monotonic() - started:.1f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
