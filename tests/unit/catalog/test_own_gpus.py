"""A cluster file that describes a GPU of its own."""

from __future__ import annotations

import pytest

from llmtui.catalog.clusterfile import parse_cluster
from llmtui.errors import CatalogError

TEXT = """\
name: mine
title: My cluster
default_partition: gpu
run_root: /scratch/{account}/runs
gpus:
  - name: rtx6000-24gb
    title: NVIDIA Quadro RTX 6000
    vendor: nvidia
    label_gb: 24
    bf16: false
    source: nvidia-smi on node g1
partitions:
  - name: gpu
    gpu: rtx6000-24gb
    gpus_per_node: 4
  - name: old
    gpu: a100-40gb
    gpus_per_node: 2
"""


def test_partitions_may_name_it_beside_the_catalogues() -> None:
    cluster = parse_cluster(TEXT, "mine.yaml")
    own, known = (cluster.partition(name).gpu for name in ("gpu", "old"))
    assert own is not None
    assert known is not None
    assert (own.title, own.capacity_bytes, own.bf16) == ("NVIDIA Quadro RTX 6000", 24 * 1000**3, False)
    assert known.torch_total_bytes is not None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gpu: rtx6000-24gb", "gpu: rtx6000-48gb", r"mine.yaml:14: key partitions\[0\].gpu names no GPU"),
        ("    label_gb: 24\n", "", r"mine.yaml:6: key gpus\[0\].label_gb is missing"),
        ("vendor: nvidia", "vender: nvidia", r"key gpus\[0\].vender is unknown \(did you mean vendor\?\)"),
        ("label_gb: 24", "label_gb: 24 GB", "label_gb"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(CatalogError, match=said):
        parse_cluster(TEXT.replace(old, new), "mine.yaml")
