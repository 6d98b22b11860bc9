"""How far an estimate is off that takes the forms of another family: what the band of an untraced family rests on.

    python benchmarks/other_families_forms.py

One model of each traced family is estimated by its own forms and by Llama's, for full fine-tuning, LoRA and
generation in several shapes; printed is what its own forms say as a part of what Llama's say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from unittest.mock import patch

from accuracy.plans import inference_plan, training_plan
from accuracy.stats import percentile

from llmtui.catalog.models import load_models
from llmtui.domain.memory import estimate, generation, training
from llmtui.domain.memory.forms import traced_family
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan

_SHAPES = ((1, 512), (4, 2048), (8, 512))


def _models() -> list[ModelSpec]:
    found: dict[str, ModelSpec] = {}
    for model in load_models():
        if model.moe is None and traced_family(model.model_type) not in (None, "llama"):
            found.setdefault(model.model_type, model)
    return list(found.values())


def _plans(model: ModelSpec) -> Iterator[Plan]:
    attentions = ("sdpa", "eager") if model.sdpa else ("eager",)
    ways = itertools.product(("full", "lora"), ("fp32", "bf16"), ("bf16", "no"), (True, False), attentions)
    for (method, dtype, mixed, checkpointing, attention), (batch, length) in itertools.product(ways, _SHAPES):
        keys = {
            "method": method,
            "sharding": "none",
            "weights_dtype": dtype,
            "mixed_precision": mixed,
            "gradient_checkpointing": checkpointing,
            "per_device_train_batch_size": batch,
            "max_length": length,
            "padding": "none",
            "attn_implementation": attention,
        }
        yield training_plan(model, keys, 1)
    for dtype, (batch, length) in itertools.product(("fp32", "bf16"), _SHAPES):
        keys = {"weights_dtype": dtype, "batch_size": batch, "prompt_tokens": length, "max_new_tokens": 64}
        yield inference_plan(model, {**keys, "attn_implementation": attentions[0]})


def main() -> None:
    models = _models()
    plans = [plan for model in models for plan in _plans(model)]
    own = [estimate(plan).peak_allocated for plan in plans]
    with (
        patch.object(training, "nearest_family", lambda model: "llama"),
        patch.object(generation, "nearest_family", lambda model: "llama"),
    ):
        other = [estimate(plan).peak_allocated for plan in plans]
    parts = [mine / theirs for mine, theirs in zip(own, other, strict=True)]
    low, middle, high = (percentile(parts, share) for share in (0.05, 0.5, 0.95))
    print(
        f"{len(plans)} estimates of {len(models)} families by Llama's forms: {low:.2f} to {high:.2f} of what these say"
    )
    print(f"for nine of ten, {middle:.3f} at the median, {min(parts):.2f} to {max(parts):.2f} in all")


if __name__ == "__main__":
    main()
