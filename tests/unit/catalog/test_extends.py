"""A file of the user's that changes a few keys of a shipped cluster."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmtui.catalog.clusters import load_clusters
from llmtui.domain.cluster import Cluster
from llmtui.domain.machine import Machine
from llmtui.errors import CatalogError
from llmtui.units import GIB

OWN = """name: snellius
extends: snellius
run_root: /my/project/llmtui
auth:
  methods: [key]
storage:
  - name: scratch
    path: /my/project
partitions:
  - name: gpu_h100
    max_nodes: 4
  - name: mine
    gpu: h100-80gb
    gpus_per_node: 2
"""


def clusters(folder: Path, text: str) -> dict[str, Cluster]:
    (folder / "own.yaml").write_text(text)
    found = load_clusters(Machine("here", 4, 16 * GIB), state_dir=Path("/state"), user_dir=folder)
    return {cluster.name: cluster for cluster in found}


def test_what_is_not_changed_stays(tmp_path: Path) -> None:
    found = clusters(tmp_path, OWN)["snellius"]
    assert (found.run_root, found.title, found.login_host) == (
        "/my/project/llmtui",
        "Snellius (SURF)",
        "snellius.surf.nl",
    )
    assert [partition.name for partition in found.partitions] == ["gpu_a100", "gpu_h100", "mine"]
    changed = found.partition("gpu_h100")
    assert (changed.max_nodes, changed.gpus_per_node, changed.cpus_per_gpu) == (4, 4, 16)
    assert [store.name for store in found.storage] == ["project", "scratch"]
    assert found.auth is not None
    assert found.auth.methods == ("key",)


def test_what_is_changed_is_from_the_users_file(tmp_path: Path) -> None:
    found = clusters(tmp_path, OWN)["snellius"]
    own = f"your own file {tmp_path / 'own.yaml'}"
    assert found.sources["run_root"] == own
    assert own not in found.sources["arch"]
    assert found.partition("gpu_h100").source.endswith(own)
    assert "servicedesk.surf.nl" in found.partition("gpu_h100").source
    assert own not in found.partition("gpu_a100").source
    assert found.auth is not None
    assert found.auth.source == own


def test_another_name_makes_another_cluster(tmp_path: Path) -> None:
    found = clusters(tmp_path, "name: lumi-mine\nextends: lumi\ntitle: My LUMI\ndefault_partition: small-g\n")
    assert (found["lumi-mine"].title, found["lumi-mine"].default_partition) == ("My LUMI", "small-g")
    assert found["lumi-mine"].partitions == found["lumi"].partitions
    assert found["lumi"].title != "My LUMI"


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("extends: snellius", "extends: snelius", 2, "key extends: 'snelius' is no shipped cluster", "one of"),
        ("extends: snellius", "extends: [x]", 2, "key extends is a list; allowed: the name", ""),
        ("max_nodes: 4", "max_node: 4", 11, "key partitions[1].max_node is unknown", "did you mean max_nodes?"),
        ("max_nodes: 4", "min_gpus: 4\n    max_gpus: 2", 11, "key partitions[1].min_gpus is 4, more than", "exchange"),
        ("gpus_per_node: 2", "note: x", 12, "key partitions[2].gpus_per_node and gpu belong together", "both"),
        ("run_root: /my", "run_root: my", 3, "key run_root is not an absolute path", ""),
        ("path: /my", "path: my", 8, "key storage[1].path is not an absolute path", ""),
    ],
)
def test_a_mistake_is_found_in_the_users_own_lines(
    old: str, new: str, line: int, message: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(CatalogError) as raised:
        clusters(tmp_path, OWN.replace(old, new, 1))
    assert raised.value.message.startswith(f"{tmp_path / 'own.yaml'}:{line}: {message}"), raised.value.message
    assert hint in raised.value.hint


def test_a_contradiction_with_the_shipped_file_points_at_the_users_list(tmp_path: Path) -> None:
    text = "name: mahti\nextends: mahti\nmemory_request: mem\npartitions:\n  - {name: gpumedium, max_nodes: 5}\n"
    with pytest.raises(CatalogError) as raised:
        clusters(tmp_path, text)
    assert f"{tmp_path / 'own.yaml'}:5: key partitions[2].max_gpus is 24, but max_nodes 5" in raised.value.message
