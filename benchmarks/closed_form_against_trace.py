"""The closed form against a trace of the real classes, on jobs drawn at random.

    python benchmarks/closed_form_against_trace.py [SEED [COUNT]]

Models of the catalogue below 15 billion parameters (50 for mixtures of experts) whose family has a form, methods,
shapes, sharding, precision, optimizers, attention, padding and LoRA's targets are drawn with the seed; each job is
estimated and traced (needs llmtui[runtime]; a trace takes 5 to 60 s, two run at a time). What the trace refuses is
drawn again and counted.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

from accuracy.plans import inference_plan, training_plan
from accuracy.stats import percentile

from llmtui.catalog.models import load_models
from llmtui.domain.linears import targeted
from llmtui.domain.memory import estimate
from llmtui.domain.memory.forms import traced_family
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.errors import LlmtuiError
from llmtui.services.trace import trace

#: LoRA's targets; of a mixture of experts the attention's alone, for nothing else is claimed to be exact.
_ATTENTION = ("q_proj", "k_proj", "v_proj", "o_proj")
_TARGETS = ("all-linear", "all-linear", ("q_proj", "v_proj"), ("up_proj", "down_proj"))
_STEADY = ("forward", "backward", "optimizer", "prefill", "decode")


def _models() -> list[ModelSpec]:
    traced = [model for model in load_models() if traced_family(model.model_type) is not None]
    return [model for model in traced if model.parameters < (15e9 if model.moe is None else 50e9)]


def _jobs(draw: random.Random) -> Iterator[tuple[str, Plan]]:
    models = _models()
    while True:
        model = draw.choice(models)
        ranks = draw.choice([2, 4, 8])
        generates = draw.random() < 0.15
        settings = _inference(draw, model) if generates else _training(draw, model)
        words = " ".join(str(value) for value in settings.values())
        try:
            plan = inference_plan(model, settings) if generates else training_plan(model, settings, ranks)
            yield f"{model.id} x{1 if generates else ranks} {words}", plan
        except LlmtuiError:
            continue


def _training(draw: random.Random, model: ModelSpec) -> dict[str, Any]:
    method = draw.choice(["full", "full", "lora", "lora", "qlora"])
    return {
        "method": method,
        "sharding": draw.choice(["none", "ddp"] if method == "qlora" else ["none", "ddp", "fsdp"]),
        "weights_dtype": "bf16" if method == "qlora" or model.moe else draw.choice(["fp32", "bf16"]),
        "mixed_precision": draw.choice(["bf16", "bf16", "no"]),
        "optim": draw.choice(["adamw_torch_fused", "adamw_torch", "sgd", "adafactor"]),
        "per_device_train_batch_size": draw.choice([1, 2, 3, 4, 8]),
        "gradient_accumulation_steps": draw.choice([1, 1, 2]),
        "max_length": min(draw.choice([128, 384, 512, 1000, 2048]), model.max_position_embeddings or 2048),
        "padding": draw.choice(["none", "longest"]),
        "gradient_checkpointing": draw.random() < 0.5,
        "attn_implementation": _attention(draw, model),
        "lora": _lora(draw, model),
    }


def _inference(draw: random.Random, model: ModelSpec) -> dict[str, Any]:
    return {
        "weights_dtype": draw.choice(["fp32", "bf16"]),
        "batch_size": draw.choice([1, 4, 16]),
        "prompt_tokens": min(draw.choice([128, 1000, 1800]), (model.max_position_embeddings or 4096) // 2),
        "max_new_tokens": draw.choice([16, 200]),
        "attn_implementation": _attention(draw, model),
    }


def _lora(draw: random.Random, model: ModelSpec) -> dict[str, Any]:
    targets = _ATTENTION if model.moe else draw.choice(_TARGETS)
    if not targeted(model, targets):
        targets = "all-linear"
    return {"r": draw.choice([4, 8, 16, 64]), "lora_dropout": draw.choice([0.0, 0.05]), "target_modules": targets}


def _attention(draw: random.Random, model: ModelSpec) -> str:
    return draw.choice(["sdpa", "sdpa", "sdpa", "eager"]) if model.sdpa else "eager"


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    print(f"seed {seed}, {count} jobs, {len(_models())} models")
    jobs = _jobs(random.Random(seed))
    errors: list[float] = []
    refused = 0
    with ThreadPoolExecutor(2) as pool:
        while len(errors) < count:
            batch = [next(jobs) for _ in range(min(2, count - len(errors)))]
            for error in pool.map(_compare, batch):
                refused += error is None
                errors += [] if error is None else [error]
    absolute = [abs(error) for error in errors]
    print(f"median {median(absolute):.3%}, p90 {percentile(absolute, 0.9):.3%}, worst {max(absolute):.3%}", end="")
    print(f" over {count} jobs; {refused} more were refused by the libraries")


def _compare(job: tuple[str, Plan]) -> float | None:
    words, plan = job
    found = estimate(plan)
    try:
        traced = trace(plan, lambda text: None)
    except LlmtuiError as refusal:
        print(f"  refused  {words}: {refusal.message[:90]}", flush=True)
        return None
    peak = max(size for name, size in traced.phases.items() if name in _STEADY)
    error = found.peak_allocated / peak - 1
    print(f"{error:>+8.3%}  {peak / 2**30:6.2f} GiB {found.evidence[:5]} {words}", flush=True)
    return error


if __name__ == "__main__":
    main()
