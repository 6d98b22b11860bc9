"""What a training command says about the model, its memory and its launcher."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from ...catalog.textfile import read_text
from ...errors import RequestError
from ...render.script.runs import Run
from .report import Report

_MODEL = ("--model_name_or_path", "--model_name", "--model", "--model_path", "--model_id", "--base_model")
#: Arguments of a script that mean what a key of `training` means, and count for the memory.
_COUNTS = ("per_device_train_batch_size", "gradient_accumulation_steps")
_WORDS = ("optim", "attn_implementation")
_LENGTHS = ("--max_length", "--max_seq_length", "--block_size", "--max_seq_len")
_SHARDING: Mapping[str, str] = MappingProxyType({"FSDP": "fsdp", "MULTI_GPU": "ddp", "NO": "ddp", "MULTI_CPU": "ddp"})
#: The guide's own training script, and its options with what llmtui calls them.
GUIDE = "finetuning.py"
_GUIDE_MODEL = "EleutherAI/gpt-neo-1.3B"
_GUIDE_STEPS = 400
_GUIDE_OPTIONS = frozenset({"--model", "--batch_size", "-b", "--resume", "--max-steps", "--peft", "--4bit"})


def model_of(run: Run) -> str | None:
    """The model that an argument names."""
    found = _argument(run, *_MODEL)
    if found and "$" not in found:
        return found
    return _GUIDE_MODEL if is_guide(run) and found is None else None


def _argument(run: Run, *names: str) -> str | None:
    """The value of the option of one of these names, written with - or _."""
    return run.argument(*names, *(f"--{name[2:].replace('_', '-')}" for name in names if name.startswith("--")))


def is_guide(run: Run) -> bool:
    """Whether it starts the guide's own finetuning.py."""
    return run.program.rpartition("/")[2] == GUIDE


def estimated_keys(run: Run, report: Report) -> dict[str, Any]:
    """Keys of `training` that arguments of the same name give; what the script does with them is not checked."""
    values: dict[str, Any] = {}
    for name in _COUNTS:
        number = _argument(run, f"--{name}")
        if number and number.isdigit():
            values[name] = int(number)
    for name in _WORDS:
        word = _argument(run, f"--{name}")
        if word:
            values[name] = word
    length = _argument(run, *_LENGTHS)
    if length and length.isdigit():
        values["max_length"] = int(length)
    if _argument(run, "--gradient_checkpointing") in ("", "True", "true"):
        values["gradient_checkpointing"] = True
    for key, value in values.items():
        report.take(run.line, "", f"training.{key}: {value}, for the estimate")
    return values


def guide_keys(run: Run, world: int, report: Report) -> dict[str, Any]:
    """Keys of `training` equal to the options of the guide's finetuning.py, on `world` ranks."""
    batch = int(run.argument("--batch_size", "-b") or 1)
    steps = int(run.argument("--max-steps") or _GUIDE_STEPS)
    four_bit, adapters = run.argument("--4bit") is not None, run.argument("--peft") is not None
    values: dict[str, Any] = {
        "method": "qlora" if four_bit and adapters else "lora" if adapters else "full",
        "per_device_train_batch_size": max(1, batch // world),
        "max_steps": steps,
        "max_length": 256,
        "weights_dtype": "bf16",
        "weight_decay": 0.01,
        "save_steps": _GUIDE_STEPS,
        "save_total_limit": 4,
        "resume": "auto" if run.argument("--resume") is not None else "never",
    }
    for key, value in values.items():
        report.take(run.line, GUIDE, f"training.{key}: {value}")
    for word in run.arguments:
        option = word.partition("=")[0]
        if option.startswith("-") and option not in _GUIDE_OPTIONS:
            report.leave(run.line, word, "llmtui's own training has no such option")
    if batch % world:
        report.notes.append(f"--batch_size {batch} of all ranks is no multiple of {world} ranks")
    return values


def launcher_keys(run: Run, base: Path, report: Report) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keys of `placement` and of `training` that the launcher's options give; the others are listed as left."""
    if run.launcher not in ("torchrun", "accelerate"):
        tasks = run.srun is not None and run.launcher == "python"
        if tasks:
            report.take(run.line, "srun python", "one task a rank where there is more than one, else one process")
        return {}, {}
    place: dict[str, Any] = {"launcher": run.launcher}
    training: dict[str, Any] = {}
    report.take(run.line, run.launcher, f"placement.launcher: {run.launcher}")
    config = run.options.get("config-file")
    if config:
        training = _config_keys(run, config, base, report)
    if "use-fsdp" in run.options:
        training["sharding"] = "fsdp"
    precision = run.options.get("mixed-precision")
    if precision in ("no", "bf16", "fp16"):
        training["mixed_precision"] = precision
    written = " ".join(f"--{name} {value}".strip() for name, value in run.options.items() if name != "config-file")
    if written:
        report.take(run.line, written, f"llmtui writes the options of {run.launcher} itself")
    return place, training


def _config_keys(run: Run, name: str, base: Path, report: Report) -> dict[str, Any]:
    """Sharding and precision of an accelerate YAML that lies where the script says."""
    try:
        config = yaml.safe_load(read_text(base / name, RequestError))
    except (RequestError, yaml.YAMLError) as error:
        report.leave(run.line, f"--config_file {name}", f"not read: {error}")
        return {}
    if not isinstance(config, dict):
        report.leave(run.line, f"--config_file {name}", "holds no keys")
        return {}
    found: dict[str, Any] = {}
    sharding = _SHARDING.get(str(config.get("distributed_type")))
    if sharding is not None:
        found["sharding"] = sharding
    # An unquoted no is a boolean in YAML 1.1.
    precision = "no" if config.get("mixed_precision") is False else config.get("mixed_precision")
    if precision in ("no", "bf16", "fp16"):
        found["mixed_precision"] = precision
    words = ", ".join(f"training.{key}: {value}" for key, value in found.items())
    report.take(run.line, f"--config_file {name}", words or "nothing of it is a key here")
    others = [key for key in config if key not in ("distributed_type", "mixed_precision")]
    if others:
        report.leave(
            run.line, f"--config_file {name}", f"llmtui writes accelerate.yaml itself; not taken over: {_some(others)}"
        )
    return found


def _some(keys: list[str]) -> str:
    return ", ".join(map(str, keys[:4])) + (f" and {len(keys) - 4} more" if len(keys) > 4 else "")
