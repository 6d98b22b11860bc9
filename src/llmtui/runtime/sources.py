"""Where the texts of a training come from: a file, a folder of data files, or a data set in the hub's cache."""

from __future__ import annotations

import os
import re
from typing import List, NamedTuple, Optional

from .args import TrainArguments
from .errors import RunError
from .folders import read_folder
from .textfiles import read_texts, suffix

#: organisation/name, as the hub allows them (huggingface_hub, validate_repo_id).
_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
#: What has one of these ends is a file, whatever else it looks like.
_FILES = (".jsonl", ".json", ".txt", ".parquet", ".csv")


class Source(NamedTuple):
    """`key` is the argument that names it; `config` and `split` count for folders and data sets of the hub."""

    key: str
    name: str
    field: str
    config: Optional[str]
    split: str

    @property
    def whole_texts(self) -> bool:
        """True for one long text, which is cut into rows wherever a row is full."""
        return suffix(self.name) == ".txt" and not os.path.isdir(self.name)


def train_source(arguments: TrainArguments) -> Source:
    """What is trained on."""
    return Source(
        "dataset",
        arguments.dataset,
        arguments.dataset_text_field,
        arguments.dataset_config,
        arguments.dataset_train_split,
    )


def eval_source(arguments: TrainArguments) -> Optional[Source]:
    """What is evaluated on, None for nothing; another data set than `dataset` is read in its own default configuration.

    `dataset_config` names one of `dataset`'s.
    """
    if arguments.eval_dataset is None:
        return None
    config = arguments.dataset_config if arguments.eval_dataset == arguments.dataset else None
    split = arguments.dataset_test_split
    return Source("eval_dataset", arguments.eval_dataset, arguments.dataset_text_field, config, split)


def read_source(source: Source) -> List[str]:
    """The texts. Raises RunError."""
    if is_hub_id(source.name):
        folder = _snapshot(source.name)
    elif os.path.isdir(source.name):
        folder = source.name
    else:
        return read_texts(source.name, source.field)
    return read_folder(folder, source.name, source.field, source.config, source.split)


def is_hub_id(name: str) -> bool:
    """Whether a data set's name is one of the hub; a folder of that form has ./ before it or is absolute."""
    return _ID.fullmatch(name) is not None and not name.lower().endswith(_FILES)


def _snapshot(name: str) -> str:
    """Its folder in the hub's cache. The hub itself is never asked: ranks must not all download. Raises RunError."""
    from huggingface_hub import constants, snapshot_download

    fetch = "fetch it there before the job: llmtui stage JOB"
    try:
        folder = str(snapshot_download(name, repo_type="dataset", local_files_only=True))
    except (OSError, ValueError) as error:
        # Newer versions of the library know which files a snapshot has to have.
        why = "is not whole" if type(error).__name__ == "IncompleteSnapshotError" else "is not"
        raise RunError(f"{name} {why} in the Hugging Face cache {constants.HF_HUB_CACHE}; {fetch}") from error
    if not os.listdir(folder):
        raise RunError(f"{name} has no files in the Hugging Face cache {constants.HF_HUB_CACHE}; {fetch}")
    program = f"{name.rpartition('/')[2]}.py"
    if os.path.exists(os.path.join(folder, program)):
        raise RunError(
            f"{name} is read by a program of its own, {program}, which the datasets library no longer runs; "
            "write its texts into a .jsonl or .parquet file and name that"
        )
    return folder
