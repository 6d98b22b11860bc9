"""The lines of the Build form: which fields stand on one, and when it is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """Fields on one line. `tasks` says when it is there, empty always, `adapters` that only methods with adapters have
    it, `splits` that only data which is no single file has it; `gap` puts an empty line before it."""

    keys: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    adapters: bool = False
    splits: bool = False
    gap: bool = False


_TRAINS = ("finetune", "script")
#: Ends of the names of data that has no configurations and no splits.
_FILES = (".jsonl", ".txt", ".parquet")

ROWS: tuple[Row, ...] = (
    Row(("name",)),
    Row(("task",)),
    Row(("model",)),
    Row(("script.command",), tasks=("script",)),
    Row(("script.files",), tasks=("script",)),
    Row(("training.dataset", "training.dataset_text_field"), tasks=("finetune",)),
    Row(("training.dataset_config",), tasks=("finetune",), splits=True),
    Row(("training.dataset_train_split", "training.dataset_test_split"), tasks=("finetune",), splits=True),
    Row(("training.eval_dataset",), tasks=("finetune",)),
    Row(("inference.prompts",), tasks=("inference",)),
    Row(("placement.cluster",), gap=True),
    Row(("placement.partition",)),
    Row(("placement.account",)),
    Row(("placement.nodes", "placement.gpus_per_node", "placement.processes_per_node")),
    Row(("placement.time",)),
    Row(("training.method",), tasks=_TRAINS, gap=True),
    Row(("training.lora.r", "training.lora.lora_alpha"), tasks=_TRAINS, adapters=True),
    Row(("training.sharding",), tasks=_TRAINS),
    Row(
        ("training.per_device_train_batch_size", "training.gradient_accumulation_steps"),
        tasks=_TRAINS,
        gap=True,
    ),
    Row(("training.max_length",), tasks=_TRAINS),
    Row(("training.gradient_checkpointing",), tasks=_TRAINS),
    Row(("training.weights_dtype",), tasks=_TRAINS),
    Row(("training.mixed_precision",), tasks=_TRAINS),
    Row(("training.learning_rate",), tasks=("finetune",)),
    Row(("training.max_steps", "training.num_train_epochs"), tasks=("finetune",)),
    Row(("inference.weights_dtype",), tasks=("inference",), gap=True),
    Row(("inference.batch_size", "inference.prompt_tokens"), tasks=("inference",)),
    Row(("inference.max_new_tokens",), tasks=("inference",)),
)


def visible_rows(task: str, method: str, data: Sequence[str] = ()) -> tuple[Row, ...]:
    """The lines that belong to a task and, when it trains, to a method and to the names of its data."""
    splits = any(name.strip() and not name.strip().lower().endswith(_FILES) for name in data)
    return tuple(
        row
        for row in ROWS
        if (not row.tasks or task in row.tasks)
        and (not row.adapters or method != "full")
        and (not row.splits or splits)
    )
