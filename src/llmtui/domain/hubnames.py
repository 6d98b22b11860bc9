"""Names of the Hugging Face Hub: which texts are ids there, and which data set a job file's word stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

#: `organisation/name`, as the hub allows them (huggingface_hub, validate_repo_id).
_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
#: What has one of these ends is a file, whatever else it looks like.
_FILES = (".jsonl", ".json", ".txt", ".parquet", ".csv")
#: Data sets that had no organisation once, and where the hub sends who asks for them (huggingface_hub no longer does:
#: huggingface/setfit, pull request 649, and the data sets' own pages).
DATASETS: Mapping[str, str] = MappingProxyType(
    {
        "ag_news": "fancyzhx/ag_news",
        "imdb": "stanfordnlp/imdb",
        "rotten_tomatoes": "cornell-movie-review-data/rotten_tomatoes",
        "wikitext": "Salesforce/wikitext",
    }
)


def is_hub_id(name: str) -> bool:
    """Whether a name has the form organisation/name."""
    return _ID.fullmatch(name) is not None


def hub_dataset(name: str | None) -> str | None:
    """The id of the data set on the hub that `name` stands for; None where it is a path or nothing.

    Only the text decides, so that every part of llmtui and the job itself say the same: a folder beside the job file
    has to be written with ./ before it.
    """
    if name is None or name.lower().endswith(_FILES):
        return None
    return name if is_hub_id(name) else DATASETS.get(name)
