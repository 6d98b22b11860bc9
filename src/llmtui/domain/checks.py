"""What a job file may not say on any cluster: ranges, words of later versions, settings that exclude each other."""

from __future__ import annotations

import re

from ..errors import RequestError
from .command import read_command
from .dotted import value_at
from .job import RUNNABLE_TASKS, JobSpec, Training
from .ownfiles import check_files

#: Letters, digits, blanks and a little punctuation: safe in a queue listing, a path and a script alike.
_NAME = re.compile(r"[^\W_][\w.+\- ]{0,79}")

#: Dotted key -> least and greatest value (None: no bound), both allowed.
_MANY, _LONG = 10**6, 10**8
RANGES: dict[str, tuple[float, float | None]] = {
    "placement.nodes": (1, _MANY),
    "placement.gpus_per_node": (0, None),
    "placement.processes_per_node": (1, None),
    "placement.cpus_per_task": (1, None),
    "placement.sig_time": (0, 65535),
    "placement.max_requeues": (0, 1000),
    "training.per_device_train_batch_size": (1, _MANY),
    "training.gradient_accumulation_steps": (1, _MANY),
    "training.max_length": (2, _LONG),
    "training.max_steps": (-1, None),
    "training.num_train_epochs": (0, None),
    "training.learning_rate": (0, None),
    "training.warmup_steps": (0, None),
    "training.weight_decay": (0, None),
    "training.max_grad_norm": (0, None),
    "training.seed": (0, None),
    "training.logging_steps": (1, None),
    "training.eval_steps": (1, None),
    "training.save_steps": (1, None),
    "training.save_total_limit": (1, _MANY),
    "training.lora.r": (1, _MANY),
    "training.lora.lora_alpha": (1, None),
    "training.lora.lora_dropout": (0, 0.99),
    "inference.batch_size": (1, _MANY),
    "inference.prompt_tokens": (1, _LONG),
    "inference.max_new_tokens": (1, _LONG),
    "inference.temperature": (0.001, None),
    "inference.top_p": (0.001, 1),
    "inference.gpu_memory_utilization": (0.01, 1),
}

#: optim words that the estimate knows the states of (transformers' OptimizerNames).
OPTIMIZERS = (
    "adamw_torch_fused",
    "adamw_torch",
    "adamw_8bit",
    "adamw_bnb_8bit",
    "paged_adamw_8bit",
    "paged_adamw_32bit",
    "adafactor",
    "sgd",
)

#: bitsandbytes' 8-bit AdamW. Under FSDP2 its kernels read past the shards (illegal memory access, issue 1633), and
#: under FSDP1 its states follow the shards instead of the parameters (issues 89 and 2080).
EIGHT_BIT = frozenset({"adamw_8bit", "adamw_bnb_8bit", "paged_adamw_8bit"})
#: transformers' Adafactor ends under FSDP2 with "got mixed torch.Tensor and DTensor" (5.24 with torch 2.13, two ranks).
_NEVER_SHARDED = EIGHT_BIT | {"adafactor"}
#: DeepSpeed steps on one flat fp32 vector a rank (runtime/zero, 0.19), which these do element by element; Adafactor
#: would find no rows and columns in it, and bitsandbytes its blocks and 32-bit exceptions in no parameter.
_FLAT = frozenset({"adamw_torch_fused", "adamw_torch", "sgd"})
#: training.sharding words that DeepSpeed carries out.
ZERO = frozenset({"zero2", "zero3"})


def check(spec: JobSpec) -> None:
    """Raise RequestError with the dotted key in `field` for the first thing that cannot be."""
    _check_name(spec.name)
    _check_task(spec)
    for key, (least, most) in RANGES.items():
        _check_range(key, value_at(spec, key), least, most)
    if spec.trains:
        _check_training(spec)
    else:
        _check_inference(spec)
    if spec.task == "script":
        _check_script(spec)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise RequestError(
            f"name {name!r} cannot be used",
            hint="start with a letter or digit; then letters, digits, blanks and . _ + - up to 80 characters",
            field="name",
        )


def _check_task(spec: JobSpec) -> None:
    if spec.task not in RUNNABLE_TASKS:
        raise _later("task", spec.task, " or ".join(RUNNABLE_TASKS))


def _check_range(key: str, value: object, least: float, most: float | None) -> None:
    if not isinstance(value, (int, float)):
        return
    if not (value >= least and (most is None or value <= most)):
        bounds = f"at least {least:g}" if most is None else f"between {least:g} and {most:g}"
        raise RequestError(f"{key} is {value:g}; it must be {bounds}", hint=f"change {key}", field=key)


def _check_training(spec: JobSpec) -> None:
    training = spec.training
    if training.trainer == "trl":
        raise _later("training.trainer", training.trainer, "transformers")
    for key in ("dataset_train_split", "dataset_test_split"):
        if not str(value_at(spec, f"training.{key}")).strip():
            raise RequestError(f"training.{key} is empty", hint="name a split: train, test", field=f"training.{key}")
    _check_sharding(training)
    if training.optim not in OPTIMIZERS:
        raise RequestError(
            f"training.optim {training.optim!r} is not known",
            hint=f"one of {', '.join(OPTIMIZERS)}",
            field="training.optim",
        )
    _check_sharded_states(training)
    if training.weights_dtype == "fp16":
        raise RequestError(
            "training.weights_dtype fp16 cannot be trained: the gradient scaler needs fp32 weights",
            hint="load fp32 weights and set mixed_precision: fp16",
            field="training.weights_dtype",
        )
    if training.max_steps == 0:
        raise RequestError(
            "training.max_steps is 0: no step would be made",
            hint="give a number of steps, or -1 for num_train_epochs",
            field="training.max_steps",
        )


def _check_sharding(training: Training) -> None:
    if training.method == "qlora" and training.sharding == "zero3":
        raise RequestError(
            "training.sharding zero3 does not take the 4-bit weights of training.method qlora: transformers loads them "
            "whole on every GPU, outside of DeepSpeed's own loading",
            hint="use fsdp, which divides them",
            field="training.sharding",
        )
    if training.method != "full" and training.sharding == "fsdp" and training.fsdp.version == 1:
        raise RequestError(
            f"training.fsdp.version 1 does not save the adapters of training.method {training.method}: PEFT 0.21 does "
            "not find them inside its wrapping, and checkpoints and result come out empty",
            hint="use version 2",
            field="training.fsdp.version",
        )


def _check_sharded_states(training: Training) -> None:
    wrong = training.sharding == "fsdp" and training.optim in _NEVER_SHARDED
    if wrong or (training.sharding in ZERO and training.optim not in _FLAT):
        raise RequestError(
            f"training.optim {training.optim} does not work with training.sharding {training.sharding}",
            hint="use adamw_torch_fused: its states are divided by the ranks as well; or sharding ddp",
            field="training.optim",
        )


def _check_inference(spec: JobSpec) -> None:
    inference = spec.inference
    if inference.engine == "vllm":
        raise _later("inference.engine", inference.engine, "transformers")
    if inference.quantization != "none":
        raise _later("inference.quantization", inference.quantization, "none")


def _check_script(spec: JobSpec) -> None:
    read_command(spec.script.command)
    check_files(spec.script.files)
    if spec.placement.max_requeues:
        raise RequestError(
            "placement.max_requeues is for jobs that go on from a checkpoint by themselves, not for task script",
            hint="set it to 0; a command that can go on may have --requeue and --signal in placement.extra_sbatch",
            field="placement.max_requeues",
        )


def _later(key: str, value: str, instead: str) -> RequestError:
    return RequestError(f"{key} {value} is not available in this version", hint=f"use {instead}", field=key)
