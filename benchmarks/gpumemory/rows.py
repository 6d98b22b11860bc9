"""A measured case as a row with the columns of benchmarks/data/measured_memory.jsonl, and its own figures beside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from llmtui.domain.plan import Plan
from llmtui.units import GIB

from .cases import Case

SOURCE = "benchmarks/measure_on_gpu.py"
#: What `measured_peak_gib` is with a GPU and without one.
ALLOCATED = "torch max_memory_allocated"
RESIDENT = "resident memory of the whole process, no GPU"

ABOUT = (
    "GPU memory of training and generation by llmtui's own runtime, measured with benchmarks/measure_on_gpu.py on "
    "models with random weights. The columns are those of measured_memory.jsonl; `training` or `inference` are the job "
    "file's keys, `changed` the keys of config.json that differ from the catalogue's, `measured` sizes in bytes. "
    "`context` is what a process without a model takes, step by step."
)


def peak_bytes(report: Mapping[str, Any]) -> int:
    """The figure that the estimate is held against: allocated by torch, or resident without a GPU."""
    return int(report.get("max_allocated_bytes") or report["max_resident_bytes"])


def row(number: int, case: Case, plan: Plan, report: Mapping[str, Any], hardware: str, day: date) -> dict[str, Any]:
    """One line of the file."""
    peak = peak_bytes(report)
    versions = dict(report["versions"])
    return {
        "row": number,
        "name": case.name,
        "source": SOURCE,
        "model_id": case.model,
        "params_b": round(plan.model.parameters / 1e9, 4),
        "hardware": hardware,
        "world_size": 1,
        "task": "generate" if case.inference else "train",
        "strategy": "single",
        **(_generation(plan) if case.inference else _training(plan)),
        "measured_peak_gib": round(peak / GIB, 4),
        "measured_as_published": f"{peak} bytes",
        "measure_kind": ALLOCATED if "max_allocated_bytes" in report else RESIDENT,
        "stack": ", ".join(f"{name} {text}" for name, text in versions.items()) + f" ({day:%Y-%m})",
        "notes": "" if case.saves or case.inference else "no checkpoint written",
        "confidence": "exact",
        "training": dict(case.training),
        "inference": dict(case.inference),
        "changed": dict(case.changed),
        "measured": {name: value for name, value in report.items() if name not in ("versions", "exit_code")},
        "versions": versions,
        "date": day.isoformat(),
    }


def _training(plan: Plan) -> dict[str, Any]:
    training = plan.spec.training
    autocast = "no autocast" if training.mixed_precision == "no" else f"{training.mixed_precision} autocast"
    lora = None
    if training.method != "full":
        lora = {
            "r": training.lora.r,
            "targets": training.lora.target_modules,
            "adapter_dtype": "fp32",
            "dropout": training.lora.lora_dropout,
        }
    return {
        "method": training.method,
        "precision": f"{training.weights_dtype} weights, {autocast}",
        "optimizer": training.optim,
        "micro_batch": training.per_device_train_batch_size,
        "seq_len": training.max_length,
        "grad_ckpt": training.gradient_checkpointing,
        "attention": training.attn_implementation,
        "lora": lora,
    }


def _generation(plan: Plan) -> dict[str, Any]:
    inference = plan.spec.inference
    return {
        "method": f"inference {inference.weights_dtype}",
        "precision": inference.weights_dtype,
        "optimizer": None,
        "micro_batch": inference.batch_size,
        "seq_len": inference.prompt_tokens + inference.max_new_tokens,
        "grad_ckpt": None,
        "attention": inference.attn_implementation,
        "lora": None,
    }
