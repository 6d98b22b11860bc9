"""The published set: each row graded, and the graded ones estimated with their source's switches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llmtui.domain.memory import Loop, estimate
from llmtui.domain.memory.types import MemoryEstimate
from llmtui.domain.model import ModelSpec
from llmtui.domain.plan import Plan
from llmtui.units import GIB

from .data import PublishedRow, published_rows
from .explained import explanation
from .grading import Grade, grade
from .plans import inference_plan, training_plan
from .shapes import model_of
from .stats import Summary, error_percent, summarise
from .switches import Switches, switches_of

#: Module names of PEFT by the words of the rows.
_MODULES: Mapping[str, str] = {
    "q": "q_proj",
    "k": "k_proj",
    "v": "v_proj",
    "o": "o_proj",
    "gate": "gate_proj",
    "up": "up_proj",
    "down": "down_proj",
    "query": "q_proj",
    "key": "k_proj",
    "value": "v_proj",
}

#: The Trainer's optimizers that rows name as such.
_OPTIMS = frozenset({"adamw_torch", "adamw_torch_fused", "adamw_8bit", "adamw_bnb_8bit"})

#: Tokens of a short answer to a short prompt, for rows that say no more than that (a thousandth of the weights).
_SHORT = (16, 50)
#: Tokens that the rows' generating benchmarks produce at the end of the prompt; the row's length holds both.
_GENERATED = {"github QwenLM/Qwen3": 2048}

#: The group of the generation rows, which are summed up twice: what their figures hold, and the whole peak.
GENERATION = "exact, generation"

#: From this error on, in per cent, a row is listed with an explanation.
FAR = 10.0


@dataclass(frozen=True)
class PublishedResult:
    """One row with its grade; `plan` and `found` are None where the row is not covered."""

    row: PublishedRow
    grade: Grade
    plan: Plan | None = None
    loop: Loop | None = None
    found: MemoryEstimate | None = None

    @property
    def measured(self) -> float:
        """Bytes as published."""
        return self.row.measured_peak_gib * GIB

    @property
    def estimated(self) -> int | None:
        """Bytes of what the row's figure holds, None where nothing was estimated."""
        if self.found is None:
            return None
        if self.grade.figure == "peak":
            return self.found.peak_allocated
        return self.found.sizes["weights"] + self.found.sizes["kv_cache"]

    @property
    def error(self) -> float | None:
        """Signed error in per cent of what the row's figure holds, None where nothing was estimated."""
        return None if self.estimated is None else error_percent(self.estimated, self.measured)

    @property
    def peak_error(self) -> float | None:
        """The same of the allocated peak, whatever the row's figure holds."""
        return None if self.found is None else error_percent(self.found.peak_allocated, self.measured)

    @property
    def farther(self) -> float:
        """The larger of both errors, 0 where nothing was estimated."""
        return max(self.error or 0.0, self.peak_error or 0.0, key=abs)

    @property
    def explanation(self) -> str:
        """Why the estimate is far off, "unexplained" where that is not known, empty where it is near."""
        if abs(self.farther) <= FAR:
            return ""
        return explanation(self.row, self.farther, bound=self.grade.bound) or "unexplained"


def run_published() -> tuple[PublishedResult, ...]:
    """Every row of the set, graded, and estimated where it can be."""
    return tuple(_result(row) for row in published_rows())


def _result(row: PublishedRow) -> PublishedResult:
    given = grade(row)
    model = model_of(row.model_id)
    if given.name == "not covered" or model is None:
        return PublishedResult(row, given)
    switches = switches_of(row, model)
    if switches is None:
        raise ValueError(f"row {row.row}: no switches for {row.source}")
    if row.method.startswith("inference"):
        plan = inference_plan(model, _inference_keys(row))
    else:
        plan = training_plan(model, _training_keys(row, model, switches), row.world_size)
    return PublishedResult(row, given, plan, switches.loop, estimate(plan, loop=switches.loop))


def _inference_keys(row: PublishedRow) -> dict[str, Any]:
    generated = next((tokens for source, tokens in _GENERATED.items() if row.source.startswith(source)), None)
    prompt, new = _SHORT
    if row.seq_len is not None and generated is not None:
        prompt, new = row.seq_len - generated, generated
    return {
        "weights_dtype": "bf16",
        "quantization": "nf4" if "nf4" in row.method else "none",
        "attn_implementation": "flash_attention_2" if row.attention == "flash_attention_2" else "sdpa",
        "batch_size": row.micro_batch or 1,
        "prompt_tokens": prompt,
        "max_new_tokens": new,
    }


def _training_keys(row: PublishedRow, model: ModelSpec, switches: Switches) -> dict[str, Any]:
    method = "qlora" if row.method.startswith("qlora") else "lora" if row.method.startswith("lora") else "full"
    keys: dict[str, Any] = {
        "method": method,
        "sharding": _sharding(row),
        "weights_dtype": "fp32" if "fp32 weights" in row.precision or "fp32 shards" in row.precision else "bf16",
        "mixed_precision": "bf16" if "bf16 autocast" in row.precision else switches.mixed_precision,
        "padding": switches.padding,
        "packing": switches.packing,
        "optim": row.optimizer if row.optimizer in _OPTIMS else switches.optim,
        "per_device_train_batch_size": row.micro_batch or 1,
        "max_length": row.seq_len or 1,
        "gradient_checkpointing": row.grad_ckpt in (True, "per Block"),
        "attn_implementation": _attention(row),
    }
    if keys["sharding"] == "fsdp":
        keys["fsdp"] = {"version": 2 if "FSDP2" in row.strategy else 1, "offload_params": "CPU offload" in row.strategy}
    if method != "full":
        keys["lora"] = _lora(row)
    if method == "qlora":
        keys["quantization"] = {
            "bnb_4bit_use_double_quant": _double_quant(row),
            "prepare_for_kbit_training": switches.prepare_for_kbit_training,
        }
    return keys


def _double_quant(row: PublishedRow) -> bool:
    """Whether the scales are quantized too: litgpt names it ("nf4-dq") where it is on, the others have it on."""
    return "dq" in row.method or not row.source.startswith("github Lightning-AI/litgpt")


def _sharding(row: PublishedRow) -> str:
    if row.world_size == 1:
        return "none"
    return "fsdp" if "FSDP" in row.strategy else "ddp"


def _attention(row: PublishedRow) -> str:
    return row.attention if row.attention in {"eager", "flash_attention_2"} else "sdpa"


def _lora(row: PublishedRow) -> dict[str, Any]:
    assert row.lora is not None
    words = str(row.lora["targets"]).split(" (")[0]
    modules = words if words == "all-linear" else tuple(_MODULES[word] for word in words.split(","))
    return {"r": row.lora["r"], "lora_dropout": float(row.lora.get("dropout", 0.0)), "target_modules": modules}


def graded(results: Sequence[PublishedResult], name: str, bound: bool | None = None) -> list[PublishedResult]:
    """The estimated rows of a grade; with `bound` only those that are, or are not, bounds."""
    return [
        result
        for result in results
        if result.grade.name == name and result.error is not None and bound in {None, result.grade.bound}
    ]


def summary(results: Sequence[PublishedResult]) -> Summary | None:
    """Summary of the rows' errors, None for no estimated row."""
    return summarise([result.error for result in results if result.error is not None])


def groups(results: Sequence[PublishedResult]) -> dict[str, list[PublishedResult]]:
    """The estimated rows as they are summed up, by what they are."""
    exact = graded(results, "exact")
    rough = graded(results, "rough")
    return {
        "exact": exact,
        "exact, training": [result for result in exact if not result.row.method.startswith("inference")],
        "exact, training, length known": [
            result for result in exact if not (result.row.method.startswith("inference") or result.grade.bound)
        ],
        GENERATION: [result for result in exact if result.row.method.startswith("inference")],
        "sharded": graded(results, "sharded"),
        "rough, sharded": [result for result in rough if result.row.world_size > 1],
        "rough, one GPU": [result for result in rough if result.row.world_size == 1],
    }


def far_rows(results: Sequence[PublishedResult]) -> list[PublishedResult]:
    """Estimated rows that are more than FAR per cent off in their figure or their peak, the farthest first."""
    found = [result for result in results if abs(result.farther) > FAR]
    return sorted(found, key=lambda result: -abs(result.farther))
