"""What a cluster file contradicts itself in: file, line, key and remedy of each."""

from __future__ import annotations

import pytest

from llmtui.catalog.clusterfile import parse_cluster
from llmtui.errors import CatalogError

BASE = """name: mine
title: My cluster
default_partition: gpu
partitions:
  - name: gpu
    gpu: a100-40gb
    gpus_per_node: 4
    cpus_per_node: 64
    memory_per_node: 480 GiB
    max_nodes: 2
    max_time: 1-00:00:00
"""
STEPS = "max_time:\n      - {max_nodes: 8, max_time: 01:00:00}\n      - {max_nodes: 4, max_time: 02:00:00}"
OPEN = "max_time:\n      - max_time: 01:00:00\n      - {max_nodes: 4, max_time: 02:00:00}"


def refused(text: str) -> CatalogError:
    with pytest.raises(CatalogError) as raised:
        parse_cluster(text, "mine.yaml")
    return raised.value


@pytest.mark.parametrize(
    ("old", "new", "place", "key", "remedy"),
    [
        ("max_nodes", "max_node", 10, "partitions[0].max_node is unknown", "did you mean max_nodes?"),
        (
            "    max_nodes",
            "    hf_home: /x\n    max_nodes",
            10,
            "partitions[0].hf_home is unknown",
            "hf_home at the top",
        ),
        ("480 GiB", "480 GX", 9, "partitions[0].memory_per_node is not a size ('480 GX')", "for example 217 GiB"),
        ("1-00:00:00", "a day", 11, "partitions[0].max_time is not a time: 'a day'", "write HH:MM:SS, D-HH:MM:SS"),
        ("max_nodes: 2", "max_nodes: 2\n    min_nodes: 3", 11, "partitions[0].min_nodes is 3, more than", "max_nodes"),
        ("max_nodes: 2", "max_gpus: 2\n    min_gpus: 3", 11, "partitions[0].min_gpus is 3, more than", "max_gpus"),
        (
            "max_nodes: 2",
            "max_nodes: 2\n    max_gpus: 16",
            11,
            "partitions[0].max_gpus is 16, but max_nodes 2",
            "most 8",
        ),
        (
            "max_nodes: 2",
            "max_nodes: 2\n    min_gpus: 9",
            11,
            "partitions[0].min_gpus is 9, but max_nodes 2",
            "at most 8",
        ),
        (
            "max_nodes: 2",
            "cpus_per_gpu: 17",
            10,
            "partitions[0].cpus_per_gpu is 17: 4 GPUs would take 68",
            "at most 16",
        ),
        ("max_nodes: 2", "memory_per_gpu: 121", 10, "partitions[0].memory_per_gpu is more than 1/4", "at most 120 GiB"),
        ("max_nodes: 2", "default_time: 2-00:00:00", 10, "partitions[0].default_time is longer than", "shorten it"),
        (
            "max_nodes: 2",
            "whole_nodes: true\n    max_gpus: 2",
            11,
            "partitions[0].max_gpus is 2, but whole",
            "raise it",
        ),
        ("max_nodes: 2", "cpus_exact: true", 10, "partitions[0].cpus_exact needs cpus_per_gpu", "say how many cores"),
        ("max_time: 1-00:00:00", STEPS, 13, "partitions[0].max_time[1].max_nodes is 4, not more", "sort the steps"),
        ("max_time: 1-00:00:00", OPEN, 12, "partitions[0].max_time[0] has no max_nodes", "put it last"),
        ("max_time: 1-00:00:00", "max_time: []", 11, "partitions[0].max_time is an empty list", "leave it out"),
        (
            "gpu: a100-40gb\n    gpus_per_node: 4",
            "min_gpus: 1",
            6,
            "partitions[0].min_gpus is for GPUs",
            "name its gpu",
        ),
        ("title", "successor: x\ntitle", 2, "successor belongs to a retired cluster", "set status: retired"),
        ("title", "billing: {unit: BU, formula: gpus * price}\ntitle", 2, "billing.formula speaks of price", "hours"),
        ("title", "billing: {unit: BU, formula: gpus ** 2}\ntitle", 2, "billing.formula holds 'gpus ** 2'", "+ - * /"),
        ("title", "billing: {unit: BU, formula: open(1)}\ntitle", 2, "billing.formula calls open", "ceil, max, min"),
        ("title", "billing: {unit: BU, formula: gpus +}\ntitle", 2, "billing.formula is no arithmetic", "allowed"),
        (
            "title",
            "gpu_request: ['--gres=gpu:{kind}']\ntitle",
            2,
            "gpu_request[0] has an unknown placeholder",
            "{type}",
        ),
        ("title", "auth: {certificate_file: '{user}-cert'}\ntitle", 2, "auth.certificate_file has an unknown", "{key}"),
        ("title", "auth: {source: [page]}\ntitle", 2, "auth.source names no entry of pages: page", "add it to pages"),
        (
            "title",
            "pages: {lumi-a: x}\nsources: {env: [lumi-b]}\ntitle",
            3,
            "sources.env names no entry",
            "mean lumi-a?",
        ),
        ("title", "sources: {envv: x}\ntitle", 2, "sources.envv is unknown", "did you mean env?"),
        ("title", "memory_request: mem\ntitle", 0, "", ""),
    ],
)
def test_each_has_file_line_key_and_remedy(old: str, new: str, place: int, key: str, remedy: str) -> None:
    text = BASE.replace(old, new, 1)
    assert text != BASE
    if not key:
        assert parse_cluster(text, "mine.yaml").memory_request == "mem"
        return
    error = refused(text)
    assert error.message.startswith(f"mine.yaml:{place}: key {key}"), error.message
    assert remedy in f"{error.message} {error.hint}"
    assert "\n" not in error.message
    assert error.field == key.split(" ", 1)[0]


def test_memory_that_has_to_be_asked_for_has_a_size() -> None:
    text = BASE.replace("title", "memory_request: mem\ntitle").replace("    memory_per_node: 480 GiB\n", "")
    error = refused(text)
    assert "partitions[0].memory_per_node is not given, but memory_request mem has to name a size" in error.message
    assert error.hint == "add it, or memory_request: none"


def test_several_mistakes_are_listed_with_their_remedies() -> None:
    text = BASE.replace("max_nodes: 2", "max_nodes: 2\n    min_nodes: 3\n    max_gpus: 16")
    first, second = refused(text).message.splitlines()
    assert (
        first
        == "mine.yaml:11: key partitions[0].min_nodes is 3, more than max_nodes 2 (exchange them, or raise max_nodes)"
    )
    assert second.startswith(
        "mine.yaml:12: key partitions[0].max_gpus is 16, but max_nodes 2 nodes of 4 GPUs have 8 (at most"
    )
