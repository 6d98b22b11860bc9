"""What the job writes fits the quota."""

from __future__ import annotations

from collections.abc import Iterator

from ...domain.plan import Plan
from ...units import format_gib
from .rule import Hit, Rule
from .subject import Subject

#: Files of one checkpoint beside the shards: config, tokenizer, scheduler, trainer state and what belongs to them.
_PLAIN_FILES = 12


def _check(subject: Subject) -> Iterator[Hit]:
    plan, estimate, around = subject.plan, subject.estimate, subject.surroundings
    if plan is None or estimate is None:
        return
    free = around.quota_free_bytes
    if free is not None and estimate.disk > free:
        what = f"the job writes {format_gib(estimate.disk)} GiB, {format_gib(free)} GiB are left"
        yield Hit(what, file="job", key="training.output_dir")
    files = _files(plan)
    if around.quota_free_files is not None and files > around.quota_free_files:
        what = f"the job writes about {files} files, {around.quota_free_files} are left"
        yield Hit(what, file="job", key="training.output_dir")


def _files(plan: Plan) -> int:
    """Files of the checkpoints kept and the one being written; a rank has an RNG state, and shards under FSDP."""
    if plan.spec.task != "finetune":
        return 1
    per_rank = 3 if plan.sharding == "fsdp" else 1
    return (plan.spec.training.save_total_limit + 1) * (_PLAIN_FILES + per_rank * plan.world_size)


RULE = Rule(
    "quota",
    "warning",
    "Checkpoints and results fit what is left of the quota: a save that does not fit ends the job.",
    "lower save_total_limit, take lora, or clean up the run folder",
    _check,
)
