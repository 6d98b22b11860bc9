"""Bars at once: the estimate that follows from what stands in the form now, without files and without waiting."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from ...domain.job import JobSpec
from ...domain.memory import estimate
from ...domain.memory.forms import find_form, nearest_family
from ...domain.resolve import resolve
from ...errors import LlmtuiError
from .values import to_spec

if TYPE_CHECKING:
    from ...domain.memory.types import MemoryEstimate
    from ...domain.model import ModelSpec
    from ...domain.plan import Plan
    from ...services.preview import Draft

#: One name of a form in each table that a family has.
_TABLES = (
    *("full bf16 plain", "lora bf16 plain", "full bf16 eager"),
    *("full bf16 plain fsdp", "lora bf16 plain tied fsdp"),
)


def quick(values: Mapping[str, str], template: JobSpec, last: Draft | None) -> tuple[Plan, MemoryEstimate] | None:
    """Plan and estimate of the form's texts, in a fraction of a millisecond.

    `last` is the draft of the preview before, whose model and cluster are taken. None where they are others now, where
    there is no such draft, and where the texts are no job: then the preview, which may read files, says what is so.
    """
    if last is None:
        return None
    try:
        spec = to_spec(values, template)
        if (spec.model, spec.placement.cluster) != (last.spec.model, last.spec.placement.cluster):
            return None
        plan = resolve(spec, last.plan.model, last.plan.cluster)
    except LlmtuiError:
        return None
    return plan, estimate(plan)


def warm(model: ModelSpec) -> None:
    """Load every table that an estimate of this model can ask for, so that `quick` reads none."""
    load_tables(nearest_family(model))


@cache
def load_tables(family: str) -> None:
    """The tables of a family, and Llama's, which stand in for what it lacks.

    What is loaded by now stays for good: the garbage collector need not go through it again and again, a tenth of a
    second each time in which no key is answered.
    """
    for source in dict.fromkeys((family, "llama")):
        for name in _TABLES:
            find_form(source, name)
    gc.freeze()
