"""The user's files that a job reads: where they are here, and where the job will find them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ..domain.bundle import InputFile
from ..domain.job import JobSpec
from ..domain.ownfiles import place
from ..errors import RequestError

#: A path with this in front is on the cluster already.
ON_CLUSTER = "cluster:"
_FOLDER = "inputs"


def gather(
    spec: JobSpec, base: Path, model_folder: str | None, *, in_place: bool, check: bool
) -> tuple[InputFile, ...]:
    """Model folder (if it is one) and data files; relative paths count from `base`.

    What a command of the user's own needs is always copied, for it runs in the run folder; the model is not, for only
    the command knows whether it wants it.
    Raises RequestError with the job-file key when `check` is set and a file is missing, empty or not readable.
    """
    if spec.task == "script":
        model = [] if model_folder is None else [InputFile("model", model_folder, model_folder)]
        return (*model, *(_own_file(name, base, check=check) for name in spec.script.files))
    found = []
    if model_folder is not None:
        found.append(_input("model", Path(model_folder), in_place))
    for field, value in _data_fields(spec, check):
        if value.startswith(ON_CLUSTER):
            path = value[len(ON_CLUSTER) :]
            found.append(InputFile(field, path, path))
            continue
        source = Path(os.path.abspath(base / Path(value).expanduser()))
        if check:
            _check(field, value, source)
        found.append(_input(field, source, in_place))
    return tuple(found)


def _own_file(name: str, base: Path, *, check: bool) -> InputFile:
    source = Path(os.path.abspath(base / name))
    if check and not source.exists():
        raise RequestError(
            f"cannot read {name}: no such file or folder",
            hint=f"paths count from the job file's folder, {base}",
            field="script.files",
        )
    return InputFile("script.files", str(source), place(name))


def with_paths(spec: JobSpec, inputs: Sequence[InputFile], path: Callable[[InputFile], str]) -> JobSpec:
    """The spec with each input's path written as `path` says; what is on the cluster already stays as it was, and so
    do the files of a command, which keep their place."""
    paths = {found.field: path(found) for found in inputs}
    training, inference = spec.training, spec.inference
    if not (training.dataset or "").startswith(ON_CLUSTER):
        training = replace(training, dataset=paths.get("training.dataset", training.dataset))
    if not (training.eval_dataset or "").startswith(ON_CLUSTER):
        training = replace(training, eval_dataset=paths.get("training.eval_dataset", training.eval_dataset))
    if not inference.prompts.startswith(ON_CLUSTER):
        inference = replace(inference, prompts=paths.get("inference.prompts", inference.prompts))
    return replace(spec, model=paths.get("model", spec.model), training=training, inference=inference)


def _data_fields(spec: JobSpec, check: bool) -> list[tuple[str, str]]:
    if spec.task == "inference":
        return [("inference.prompts", spec.inference.prompts)]
    training = spec.training
    if check and spec.task == "finetune" and not training.dataset:
        raise RequestError("no training data is named", hint="set training.dataset to a file", field="training.dataset")
    named = [("training.dataset", training.dataset), ("training.eval_dataset", training.eval_dataset)]
    return [(field, value) for field, value in named if value] if spec.task == "finetune" else []


def _input(field: str, source: Path, in_place: bool) -> InputFile:
    where = str(source)
    return InputFile(field, where, where if in_place else f"{_FOLDER}/{field.rpartition('.')[2]}/{source.name}")


def _check(field: str, value: str, source: Path) -> None:
    hint = "paths count from the job file's folder; give a .jsonl, .txt or .parquet file"
    try:
        with open(source, "rb") as file:
            empty = not file.read(1)
    except FileNotFoundError:
        if not source.suffix:
            hint = "data sets are not fetched from the hub in this version; give a .jsonl, .txt or .parquet file"
        raise RequestError(f"cannot read {value}: no such file", hint=hint, field=field) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise RequestError(f"cannot read {value}: {reason}", hint=hint, field=field) from error
    if empty:
        raise RequestError(f"{value} is empty", hint="name a file with text in it", field=field)
