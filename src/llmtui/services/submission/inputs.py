"""The user's files that a job reads: where they are here, and where the job will find them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ...domain.bundle import InputFile
from ...domain.hubnames import hub_dataset
from ...domain.job import JobSpec
from ...domain.ownfiles import place
from ...errors import RequestError
from ...remote.userpath import expanded
from .upload import files_below

#: A path with this in front is on the cluster already.
ON_CLUSTER = "cluster:"
_FOLDER = "inputs"
_PROMPTS = "inference.prompts"
_DATA, _EVAL = "training.dataset", "training.eval_dataset"
_KINDS = "a .jsonl, .txt or .parquet file"
#: So much of a name that cannot be used is shown, in characters.
_NAMED = 200


def gather(
    spec: JobSpec, base: Path, model_folder: str | None, *, in_place: bool, check: bool, model_there: bool = False
) -> tuple[InputFile, ...]:
    """Model folder (if it is one), data files and folders; relative paths count from `base`. Data sets of the hub are
    no files of the user's: the job finds them in the hub's cache.

    `model_there` says that the model's folder is on the cluster; like data that is, it stays where it is. What a
    command of the user's own needs is always copied, for it runs in the run folder; the model is not, for only the
    command knows whether it wants it.
    Raises RequestError with the job-file key for ~NAME of no user, and when `check` is set and a file is missing, empty
    or not readable.
    """
    found = []
    if model_folder is not None and (model_there or spec.task == "script"):
        found.append(InputFile("model", model_folder, model_folder, model_there))
    elif model_folder is not None:
        found.append(_input("model", Path(model_folder), in_place))
    if spec.task == "script":
        return (*found, *(_own_file(name, base, check=check) for name in spec.script.files))
    for field, value in _data_fields(spec, check):
        if value.startswith(ON_CLUSTER):
            path = value[len(ON_CLUSTER) :]
            found.append(InputFile(field, path, path, on_cluster=True))
            continue
        source = Path(os.path.abspath(base / expanded(value, field)))
        if field != _PROMPTS and hub_dataset(value) is not None:
            if check and source.exists():
                raise _either(field, value, base)
            continue
        if check:
            _check(field, value, source)
        # The job tells by its path whether it evaluates on the data that it trains on.
        same = _input(_DATA, source, in_place)
        trained_on = field == _EVAL and same in found
        found.append(replace(same, field=field) if trained_on else _input(field, source, in_place))
    return tuple(found)


def _own_file(name: str, base: Path, *, check: bool) -> InputFile:
    source = Path(os.path.abspath(base / name))
    reason = _missing(source) if check else ""
    if reason:
        hint = f"paths count from the job file's folder, {base}"
        raise RequestError(f"cannot read {name[:_NAMED]}: {reason}", hint=hint, field="script.files")
    return InputFile("script.files", str(source), place(name))


def _missing(source: Path) -> str:
    """Why there is nothing at that path, "" where there is."""
    try:
        source.stat()
    except FileNotFoundError:
        return "no such file or folder"
    except (OSError, ValueError) as error:
        return _reason(error)
    return ""


def _reason(error: OSError | ValueError) -> str:
    """Why a file cannot be read; the second kind is for a name with a zero byte."""
    return ((error.strerror if isinstance(error, OSError) else None) or str(error)).lower()


def with_paths(spec: JobSpec, inputs: Sequence[InputFile], path: Callable[[InputFile], str]) -> JobSpec:
    """The spec with each input's path written as `path` says; what is on the cluster already is `cluster:/PATH`, and
    the files of a command keep their place."""
    paths = {found.field: f"{ON_CLUSTER}{found.path}" if found.on_cluster else path(found) for found in inputs}
    training = replace(
        spec.training,
        dataset=paths.get(_DATA, spec.training.dataset),
        eval_dataset=paths.get(_EVAL, spec.training.eval_dataset),
    )
    inference = replace(spec.inference, prompts=paths.get("inference.prompts", spec.inference.prompts))
    return replace(spec, model=paths.get("model", spec.model), training=training, inference=inference)


def _data_fields(spec: JobSpec, check: bool) -> list[tuple[str, str]]:
    if spec.task == "inference":
        return [(_PROMPTS, spec.inference.prompts)]
    training = spec.training
    if check and spec.task == "finetune" and not training.dataset:
        raise RequestError("no training data is named", hint=_hint(_DATA), field=_DATA)
    named = [(_DATA, training.dataset), (_EVAL, training.eval_dataset)]
    return [(field, value) for field, value in named if value] if spec.task == "finetune" else []


def _input(field: str, source: Path, in_place: bool) -> InputFile:
    where = str(source)
    return InputFile(field, where, where if in_place else f"{_FOLDER}/{field.rpartition('.')[2]}/{source.name}")


def _either(field: str, value: str, base: Path) -> RequestError:
    return RequestError(
        f"{value} is a name of the Hugging Face Hub, and there is one like it in {base.name or base}",
        hint=f"write ./{value} for the one that is here, or give that one another name",
        field=field,
    )


def _check(field: str, value: str, source: Path) -> None:
    hint = f"paths count from the job file's folder; {_hint(field)}"
    try:
        empty = _is_empty(source, folders=field != _PROMPTS)
    except FileNotFoundError:
        raise RequestError(f"cannot read {value}: no such file", hint=hint, field=field) from None
    except (OSError, ValueError) as error:
        raise RequestError(f"cannot read {value[:_NAMED]}: {_reason(error)}", hint=hint, field=field) from error
    if empty:
        raise RequestError(f"{value} is empty", hint="name one with text in it", field=field)


def _is_empty(source: Path, *, folders: bool) -> bool:
    if folders and source.is_dir():
        return next(files_below(source), None) is None
    with open(source, "rb") as file:
        return not file.read(1)


def _hint(field: str) -> str:
    if field == _PROMPTS:
        return "give a .jsonl or .txt file"
    return f"give {_KINDS}, a folder with such files, or a data set of the hub by its id, such as stanfordnlp/imdb"
