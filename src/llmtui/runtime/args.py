"""The runtime's arguments, written once: run.json and the command line are both read through these classes."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from difflib import get_close_matches
from typing import (
    Any,
    Dict,
    Iterable,
    Mapping,
    Optional,
    Sequence,
    Type,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

TRAIN = "train"
INFER = "infer"
TRACE = "trace"


class ArgumentsError(Exception):
    """An argument is unknown, missing, of the wrong type or out of range; the message names it."""


def _one_of(default: str, *choices: str) -> Any:
    return dataclasses.field(default=default, metadata={"choices": choices})


def _at_least(default: Any, least: float) -> Any:
    return dataclasses.field(default=default, metadata={"least": least})


@dataclass(frozen=True)
class TrainArguments:
    """Names and meanings are those of transformers' TrainingArguments and PEFT's LoraConfig; lengths in tokens.

    `sharding` says what the launcher was asked for. `expected_world_size` ends the run at once when the launcher
    started another number of ranks. `bnb_4bit_quant_storage` is the dtype that method qlora's packed weights pass
    for; FSDP divides them only where it is a floating one. `dataset` and `eval_dataset` are read as runtime/sources.py
    says, configuration and splits under the names of TRL's ScriptArguments. The training stops with a checkpoint
    `stop_seconds_before_end` of the job, if the batch script says when that is (runtime/deadline.py).
    """

    model_name_or_path: str
    dataset: str
    output_dir: str = "output"
    events_path: str = "events.jsonl"
    dataset_text_field: str = "text"
    dataset_config: Optional[str] = None
    dataset_train_split: str = "train"
    dataset_test_split: str = "test"
    eval_dataset: Optional[str] = None
    method: str = _one_of("full", "full", "lora", "qlora")
    sharding: str = _one_of("none", "none", "ddp", "fsdp", "zero2", "zero3")
    weights_dtype: str = _one_of("fp32", "fp32", "bf16", "fp16")
    mixed_precision: str = _one_of("no", "no", "bf16", "fp16")
    bnb_4bit_use_double_quant: bool = True
    bnb_4bit_quant_storage: str = _one_of("uint8", "uint8", "bf16", "fp16")
    prepare_for_kbit_training: bool = True
    optim: str = "adamw_torch_fused"
    per_device_train_batch_size: int = _at_least(1, 1)
    gradient_accumulation_steps: int = _at_least(1, 1)
    max_length: int = _at_least(1024, 2)
    packing: bool = False
    padding: str = _one_of("longest", "longest", "max_length", "none")
    gradient_checkpointing: bool = False
    attn_implementation: str = _one_of("sdpa", "eager", "sdpa", "flash_attention_2")
    max_steps: int = _at_least(-1, -1)
    num_train_epochs: float = _at_least(1.0, 0)
    learning_rate: float = _at_least(2e-5, 0)
    warmup_steps: int = _at_least(0, 0)
    lr_scheduler_type: str = "linear"
    weight_decay: float = _at_least(0.0, 0)
    max_grad_norm: float = _at_least(1.0, 0)
    seed: int = _at_least(42, 0)
    logging_steps: int = _at_least(10, 1)
    eval_steps: Optional[int] = _at_least(None, 1)
    eval_on_start: bool = False
    save_steps: int = _at_least(500, 1)
    save_total_limit: int = _at_least(2, 1)
    resume: str = _one_of("auto", "auto", "never")
    stop_seconds_before_end: int = _at_least(300, 0)
    report_to: str = "none"
    lora_r: int = _at_least(16, 1)
    lora_alpha: int = _at_least(32, 1)
    lora_dropout: float = _at_least(0.05, 0)
    lora_target_modules: Union[str, Sequence[str]] = "all-linear"
    use_cpu: bool = False
    expected_world_size: Optional[int] = _at_least(None, 1)


@dataclass(frozen=True)
class InferArguments:
    """Names are those of transformers' generate(); `prompts` is a JSONL or text file, `output` a JSONL file."""

    model_name_or_path: str
    prompts: str
    output: str = "answers.jsonl"
    events_path: str = "events.jsonl"
    prompt_field: str = "prompt"
    batch_size: int = _at_least(1, 1)
    max_new_tokens: int = _at_least(128, 1)
    do_sample: bool = False
    temperature: float = _at_least(1.0, 0)
    top_p: float = _at_least(1.0, 0)
    weights_dtype: str = _one_of("bf16", "fp32", "bf16", "fp16")
    attn_implementation: str = _one_of("sdpa", "eager", "sdpa", "flash_attention_2")
    device_map: str = "auto"
    use_cpu: bool = False
    seed: int = _at_least(42, 0)


@dataclass(frozen=True)
class TraceArguments:
    """What decides the memory of a run, under the names of TrainArguments and InferArguments; lengths in tokens.

    `model_config` is the content of the model's config.json (its text part). `masked` says that batches are padded,
    so that an attention mask is built; `world_size` counts the ranks over which `sharding` spreads.
    """

    model_config: Dict[str, Any]
    task: str = _one_of("finetune", "finetune", "inference")
    events_path: str = "events.jsonl"
    method: str = _one_of("full", "full", "lora", "qlora")
    sharding: str = _one_of("none", "none", "ddp", "fsdp")
    world_size: int = _at_least(1, 1)
    fsdp_version: int = _at_least(2, 1)
    fsdp_reshard_after_forward: bool = True
    weights_dtype: str = _one_of("fp32", "fp32", "bf16", "fp16")
    mixed_precision: str = _one_of("no", "no", "bf16", "fp16")
    quantization: str = _one_of("none", "none", "nf4")
    bnb_4bit_use_double_quant: bool = True
    prepare_for_kbit_training: bool = True
    optim: str = "adamw_torch_fused"
    per_device_train_batch_size: int = _at_least(1, 1)
    gradient_accumulation_steps: int = _at_least(1, 1)
    max_length: int = _at_least(1024, 2)
    masked: bool = False
    gradient_checkpointing: bool = False
    attn_implementation: str = _one_of("sdpa", "eager", "sdpa", "flash_attention_2")
    lora_r: int = _at_least(16, 1)
    lora_alpha: int = _at_least(32, 1)
    lora_dropout: float = _at_least(0.05, 0)
    lora_target_modules: Union[str, Sequence[str]] = "all-linear"
    batch_size: int = _at_least(1, 1)
    prompt_tokens: int = _at_least(512, 1)
    max_new_tokens: int = _at_least(128, 1)


Arguments = TypeVar("Arguments", TrainArguments, InferArguments, TraceArguments)
AnyArguments = Union[TrainArguments, InferArguments, TraceArguments]

#: Sub-command -> its arguments; also the words that run.json may have as "task".
TASKS: Mapping[str, Type[Any]] = {TRAIN: TrainArguments, INFER: InferArguments, TRACE: TraceArguments}


def to_json(arguments: AnyArguments) -> Dict[str, Any]:
    """A plain dictionary that from_json reads back equal."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in dataclasses.asdict(arguments).items()
    }


def from_json(kind: Type[Arguments], values: Mapping[str, Any]) -> Arguments:
    """Arguments from a dictionary. Raises ArgumentsError for an unknown, missing or wrongly typed key."""
    known = {field.name: field for field in dataclasses.fields(kind)}
    for name in values:
        if name not in known:
            raise ArgumentsError(f"unknown argument {name!r}{nearest(name, known)}")
    for name, field in known.items():
        if field.default is dataclasses.MISSING and name not in values:
            raise ArgumentsError(f"argument {name!r} is missing")
    hints = get_type_hints(kind)
    checked = {name: _typed(name, value, hints[name]) for name, value in values.items()}
    for name, value in checked.items():
        _check_range(name, value, known[name].metadata)
    return kind(**checked)


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of an error text that offers the nearest known word, "" when none is near."""
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""


def type_choices(hint: Any) -> Sequence[Any]:
    """The types that an annotation allows: those of a Union or Optional, else the annotation itself."""
    return get_args(hint) if get_origin(hint) is Union else (hint,)


def _typed(name: str, value: Any, hint: Any) -> Any:
    for choice in type_choices(hint):
        if _is_a(value, choice):
            return _plain(value, choice)
    wanted = " or ".join(_word(choice) for choice in type_choices(hint))
    raise ArgumentsError(f"argument {name!r} must be {wanted}, not {value!r}")


def _is_a(value: Any, choice: Any) -> bool:
    if choice is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if choice is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if get_origin(choice) is dict:
        return isinstance(value, dict)
    if get_origin(choice) is not None:
        return isinstance(value, (list, tuple)) and bool(value) and all(isinstance(item, str) for item in value)
    return isinstance(value, choice)


def _plain(value: Any, choice: Any) -> Any:
    if choice is float:
        return float(value)
    return tuple(value) if isinstance(value, list) else value


def _word(choice: Any) -> str:
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false", type(None): "null"}
    return words.get(choice, "an object" if get_origin(choice) is dict else "a list of texts")


def _check_range(name: str, value: Any, metadata: Mapping[str, Any]) -> None:
    choices = metadata.get("choices")
    if choices and value not in choices:
        raise ArgumentsError(f"argument {name!r} must be one of {', '.join(choices)}, not {value!r}")
    least = metadata.get("least")
    if least is not None and value is not None and value < least:
        raise ArgumentsError(f"argument {name!r} must be at least {least}, not {value!r}")
