"""docs/clusters.md and the schemas hold what the cluster files and their keys say now. UPDATE=1 writes them anew."""

from __future__ import annotations

import json
import os
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from llmtui.catalog.clusters import load_clusters
from llmtui.catalog.data import data_root
from llmtui.catalog.yamlio import load
from llmtui.domain.machine import Machine

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "clusters_page.py"))
outputs: Callable[[], dict[Path, str]] = SCRIPT["outputs"]


@pytest.mark.parametrize("path", sorted(outputs()), ids=lambda path: path.name)
def test_it_is_up_to_date(path: Path) -> None:
    written = outputs()[path]
    if os.environ.get("UPDATE") == "1":
        path.write_text(written, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == written, "run python scripts/clusters_page.py --write"


def test_the_page_has_a_row_a_cluster_and_a_row_a_key() -> None:
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    names = [path.stem for path in (ROOT / "clusters").glob("*.yaml") if path.stem != "local"]
    assert len(names) == 15
    assert [name for name in names if f"| `{name}` |" not in page] == []
    for key in (
        "cpus_exact",
        "min_poll_seconds",
        "certificate_file",
        "formula",
        "purge_days",
        "host_suffix",
        "max_time",
    ):
        assert f"| `{key}`" in page, key
    assert "| `planted`" not in page


def _schema() -> Any:
    return json.loads((data_root() / "assets" / "cluster.schema.json").read_text())


def _groups(schema: Any) -> dict[str, Any]:
    return {"file": schema, **schema["$defs"]}


def test_every_key_is_described() -> None:
    schema = _schema()
    bare = [
        f"{group}.{key}"
        for group, about in _groups(schema).items()
        for key, value in about["properties"].items()
        if not value.get("description")
    ]
    assert bare == []
    assert len(_groups(schema)) == 10
    assert all(about["additionalProperties"] is False for about in _groups(schema).values())


def test_patterns_take_what_the_shipped_files_say() -> None:
    keys = _schema()["$defs"]["PartitionEntry"]["properties"]
    size, time = _first_pattern(keys["memory_per_node"]), _first_pattern(keys["default_time"])
    for good in ("480 GiB", "122.5 GiB", "50 TB"):
        assert re.search(size, good)
    for bad in ("480 GX", "GiB", "480G"):
        assert not re.search(size, bad)
    for good in ("00:15:00", "4-04:00:00", "3-00:00:00"):
        assert re.search(time, good)
    for bad in ("a day", "1 day", "12h"):
        assert not re.search(time, bad)


def _first_pattern(about: Any) -> str:
    """The pattern of a key, however deep it stands."""
    if isinstance(about, dict):
        if "pattern" in about:
            return str(about["pattern"])
        return next(filter(None, map(_first_pattern, about.values())), "")
    return next(filter(None, map(_first_pattern, about)), "") if isinstance(about, list) else ""


def test_shipped_files_point_editors_at_the_schema() -> None:
    for path in (ROOT / "clusters").glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=../assets/cluster.schema.json"
        target = first.rpartition("=")[2]
        assert (path.parent / target).resolve() == ROOT / "assets" / "cluster.schema.json"


def test_the_pages_own_example_works(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "clusters.md").read_text(encoding="utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "own.yaml").write_text(example)
    found = load_clusters(Machine("here", 1, 1024**3), state_dir=Path("/state"), user_dir=tmp_path)
    content = load(example, "example")
    assert isinstance(content, dict)
    mine = next(cluster for cluster in found if cluster.name == content["name"])
    assert mine.run_root == content["run_root"]
