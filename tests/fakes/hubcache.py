"""Data sets as huggingface_hub keeps them in its cache: blobs, a snapshot of links to them, the revision's name."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
#: Two configurations, each with a file pattern a split, as push_to_hub writes it.
CARD = """---
configs:
- config_name: plain_text
  data_files:
  - split: train
    path: plain_text/train-*
  - split: test
    path: plain_text/test-*
  default: true
- config_name: short
  data_files:
  - split: train
    path: short/train-*
dataset_info:
- config_name: plain_text
  features:
  - name: text
    dtype: string
  - name: label
    dtype: int64
  splits:
  - name: train
    num_bytes: 1
    num_examples: {rows}
  - name: test
    num_bytes: 1
    num_examples: 1
  download_size: 1
  dataset_size: 1
---
"""


def snapshot(home: Path, name: str, files: Mapping[str, bytes]) -> Path:
    """Put a data set of these files into the cache below `home` (HF_HOME); returns the snapshot's folder."""
    place = home / "hub" / f"datasets--{name.replace('/', '--')}"
    folder = place / "snapshots" / COMMIT
    for made in (place / "refs", place / "blobs", folder):
        made.mkdir(parents=True, exist_ok=True)
    (place / "refs" / "main").write_text(COMMIT)
    for number, (path, data) in enumerate(files.items()):
        blob, link = place / "blobs" / f"{number:040x}", folder / path
        blob.write_bytes(data)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    return folder


def parquet(texts: Sequence[str], column: str = "text") -> bytes:
    """One shard of texts with a label each."""
    from pyarrow import BufferOutputStream, table
    from pyarrow.parquet import write_table

    stream = BufferOutputStream()
    write_table(table({column: list(texts), "label": [0] * len(texts)}), stream)
    return bytes(stream.getvalue().to_pybytes())


def reviews(texts: Sequence[str], said: int | None = None) -> dict[str, bytes]:
    """The files of a data set of two configurations: `texts` in two shards for training, one text held out.

    `said` is how many rows the card claims, None for as many as there are.
    """
    half = len(texts) // 2
    rows = len(texts) if said is None else said
    return {
        "README.md": CARD.format(rows=rows).encode(),
        "plain_text/train-00000-of-00002.parquet": parquet(texts[:half]),
        "plain_text/train-00001-of-00002.parquet": parquet(texts[half:]),
        "plain_text/test-00000-of-00001.parquet": parquet(["held out"]),
        "short/train-00000-of-00001.parquet": parquet(["short"]),
    }
