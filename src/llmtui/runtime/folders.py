"""Texts out of a folder as data sets are laid out on the Hugging Face Hub, read by the datasets library.

Configurations and splits are what the folder's README.md says, else what the names of files and folders say.
"""

from __future__ import annotations

import sys
import tempfile
from typing import Any, Dict, List, Optional, Sequence, Tuple, Type

from .errors import RunError, first_line
from .textfiles import columns

#: Rows that are taken from the library at once.
_BATCH = 1000


def read_folder(folder: str, name: str, field: str, config: Optional[str], split: str) -> List[str]:
    """The texts in column `field` of one split; `name` is what messages call the folder. Raises RunError.

    `config` None is the only configuration, or the one that the folder itself calls its default.
    """
    library = _library(name)
    # Rows come straight from the files: nothing is written beside them, and ranks wait for no lock on a shared disk.
    with tempfile.TemporaryDirectory() as cache:
        try:
            chosen = _chosen(library, folder, name, config)
            splits = library.load_dataset(folder, chosen, streaming=True, cache_dir=cache)
            if split not in splits:
                raise RunError(f"{name} has no split {split!r}; it has {', '.join(map(str, splits))}")
            return _texts(splits[split], name, field, split)
        except _errors(library) as error:
            raise RunError(f"cannot read {name}: {first_line(error)}") from error


def _library(name: str) -> Any:
    try:
        import datasets
    except ImportError as error:
        raise RunError(
            f"{name}: folders and data sets of the hub are read by the package datasets, which {sys.executable} does "
            "not have; install it there, or name a .jsonl, .txt or .parquet file"
        ) from error
    return datasets


def _errors(library: Any) -> Tuple[Type[BaseException], ...]:
    """What the library raises for files that it cannot make sense of, its own errors and those of the parsers."""
    from pyarrow import ArrowException

    return (OSError, ValueError, TypeError, KeyError, ArrowException, library.exceptions.DatasetsError)


def _chosen(library: Any, folder: str, name: str, config: Optional[str]) -> Optional[str]:
    found = library.get_dataset_config_names(folder)
    if config is not None and config not in found:
        raise RunError(f"{name} has no configuration {config!r}; it has {', '.join(found)}")
    default = library.get_dataset_default_config_name(folder)
    if config is None and len(found) > 1 and default is None:
        raise RunError(f"{name} has the configurations {', '.join(found)}; name one in dataset_config")
    return config or default


def _texts(rows: Any, name: str, field: str, split: str) -> List[str]:
    texts: List[str] = []
    for batch in rows.iter(batch_size=_BATCH):
        texts += _column(batch, name, field, len(texts))
    said = (rows.info.splits or {}).get(split)
    # 0 is what the library has where the README says nothing.
    if said is not None and said.num_examples and said.num_examples != len(texts):
        raise RunError(
            f"{name}: split {split!r} has {len(texts)} rows, its README.md says {said.num_examples}: files are missing "
            "or of another version; fetch it again: llmtui stage JOB"
        )
    texts = [text for text in texts if text.strip()]
    if not texts:
        raise RunError(f"{name} holds no text in split {split!r}")
    return texts


def _column(batch: Dict[str, List[Any]], name: str, field: str, before: int) -> Sequence[str]:
    if field not in batch:
        raise RunError(f"{name}: no column {field!r}{columns(batch)}; set dataset_text_field")
    for number, text in enumerate(batch[field], before + 1):
        if not isinstance(text, str):
            raise RunError(f"{name}, row {number}: column {field!r} is not text")
    return batch[field]
