"""Commands that need no cluster at hand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.fakes.records import record

from llmtui import __version__
from llmtui.catalog.data import data_root
from llmtui.domain.memory.types import COMPONENTS
from llmtui.services.journal.records import Records
from llmtui.services.paths import Paths
from llmtui.services.session import Session
from llmtui.services.watching.budget import Outcome

from .conftest import Answer

Run = Callable[..., Answer]
Write = Callable[..., Path]

ESTIMATE_KEYS = set(
    "model parameters trainable_parameters sizes per_gpu phases peak_phase host_ram host_capacity disk disk_capacity "
    "capacity verdict fits band evidence rule_of_thumb per_device assumed warnings advice room cost".split()
)


def test_version(llmtui: Run) -> None:
    answer = llmtui("--version")
    assert (answer.code, answer.out) == (0, f"llmtui {__version__}\n")


def test_estimate_prints_the_promised_object(llmtui: Run, job: Write) -> None:
    path = job(("cluster: local", "cluster: lumi\n  partition: dev-g\n  gpus_per_node: 1"))
    found = llmtui("estimate", path, "--json").json
    assert set(found) == ESTIMATE_KEYS
    per_gpu = found["per_gpu"]
    assert isinstance(per_gpu, dict)
    assert set(per_gpu) == {*COMPONENTS, "peak_allocated", "overhead", "total"}
    assert sum(per_gpu[name] for name in COMPONENTS) == per_gpu["peak_allocated"]
    assert found["parameters"] == 1315575808


def test_estimate_needs_no_data_and_says_when_it_does_not_fit(llmtui: Run, job: Write) -> None:
    path = job(
        ("cluster: local", "cluster: lumi\n  gpus_per_node: 1"),
        ("reviews.jsonl", "not-here.jsonl"),
        ("EleutherAI/gpt-neo-1.3B", "meta-llama/Llama-3.1-70B"),
    )
    answer = llmtui("estimate", path)
    assert answer.code == 1
    assert "does not fit" in answer.out
    assert llmtui("estimate", path, "--json").json["fits"] is False


def test_render_writes_what_the_manifest_lists(llmtui: Run, job: Write, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = llmtui("render", job(), "-o", out, "--json")
    assert answer.code == 0, answer.err
    names = {path.name for path in out.iterdir()}
    assert {"job.sh", "accelerate.yaml", "run.json", "runtime.zip", "manifest.json", "job.yaml"} <= names
    listed = json.loads((out / "manifest.json").read_text())["files"]
    assert set(listed) == {"job.sh", "accelerate.yaml", "run.json", "runtime.zip", "job.yaml"}


def test_render_copies_what_the_job_reads_unless_told_not_to(llmtui: Run, job: Write, tmp_path: Path) -> None:
    path = job()
    assert llmtui("render", path, "-o", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "inputs" / "dataset" / "reviews.jsonl").read_bytes()
    assert str(tmp_path) not in (tmp_path / "out" / "run.json").read_text()
    assert "sbatch job.sh" in (tmp_path / "out" / "README.txt").read_text()
    assert llmtui("render", path, "-o", tmp_path / "bare", "--no-copy").code == 0
    assert not (tmp_path / "bare" / "inputs").exists()
    assert "NOT in this folder" in (tmp_path / "bare" / "README.txt").read_text()


def test_render_leaves_a_folder_with_other_things_alone(llmtui: Run, job: Write, tmp_path: Path) -> None:
    """The job file's own folder, say, where job.yaml would be written over."""
    path = job()
    before = path.read_text()
    answer = llmtui("render", path, "-o", path.parent)
    assert answer.code == 2
    assert "has other things in it" in answer.err
    assert "--force" in answer.err
    assert path.read_text() == before
    assert llmtui("render", path, "-o", tmp_path / "out").code == 0
    (tmp_path / "out" / "job.sh").write_text("edited by hand\n")
    assert "job.sh, changed there" in llmtui("render", path, "-o", tmp_path / "out").err
    assert llmtui("render", path, "-o", tmp_path / "out", "--force").code == 0


def test_lint_names_file_and_place(llmtui: Run, tmp_path: Path) -> None:
    script = tmp_path / "old.sh"
    script.write_text("#!/bin/bash\n#SBATCH --time=$LIMIT\nsrun python train.py $*\n")
    answer = llmtui("lint", script)
    assert answer.code == 1
    assert "old.sh" in answer.out
    clean = tmp_path / "clean.sh"
    clean.write_text('#!/bin/bash\n#SBATCH --time=00:15:00\nsrun python train.py "$@"\n')
    assert llmtui("lint", clean).code == 0


def test_catalogues_list_what_is_shipped(llmtui: Run) -> None:
    models = llmtui("models", "--json").json["models"]
    clusters = llmtui("clusters", "--json").json["clusters"]
    assert isinstance(models, list)
    assert isinstance(clusters, list)
    assert len(models) >= 76
    assert [cluster["name"] for cluster in clusters][:3] == ["local", "roihu", "lumi"]
    assert "standard-g" in llmtui("clusters", "lumi").out
    assert "meta-llama/Llama-3.1-8B" in llmtui("models").out


def test_a_cluster_tells_all_that_is_known(llmtui: Run) -> None:
    shown = llmtui("clusters", "snellius").out
    for part in ("not known; set run_root", "gpu_h100", "SBU", "(not the site's own)", "not known", "a test partition"):
        assert part in shown, part
    steps = llmtui("clusters", "frontier").out
    assert "02:00:00 up to 91 nodes; 06:00:00 up to 183 nodes" in steps
    assert "partition batch, QOS debug, whole nodes" in steps
    told = llmtui("clusters", "roihu", "--json").json
    assert isinstance(told["auth"], dict)
    assert told["auth"]["lifetime_h"] == 24
    assert isinstance(told["unknown"], list)
    assert llmtui("clusters", "local", "--json").json["network_env"] == {}


def test_the_schema_of_cluster_files_is_printed(llmtui: Run) -> None:
    assert llmtui("clusters", "--schema").json == json.loads((data_root() / "assets/cluster.schema.json").read_text())


def test_estimate_says_what_the_job_costs(llmtui: Run, job: Write) -> None:
    lumi = job(("cluster: local", "cluster: lumi\n  partition: dev-g\n  gpus_per_node: 1\n  time: 01:00:00"))
    assert "at most 0.5 GPU-hours (of a whole MI250X card), for 01:00:00" in llmtui("estimate", lumi).out
    assert llmtui("estimate", lumi, "--json").json["cost"] == {
        "amount": 0.5,
        "unit": "GPU-hours (of a whole MI250X card)",
    }
    triton = job(("cluster: local", "cluster: triton\n  gpus_per_node: 1"))
    assert "not known: triton's prices" in llmtui("estimate", triton).out
    assert llmtui("estimate", triton, "--json").json["cost"] is None


def test_no_jobs_yet_teaches(llmtui: Run) -> None:
    answer = llmtui("jobs")
    assert answer.code == 0
    assert "llmtui submit" in answer.err


def test_show_writes_times_for_people_and_seconds_for_programs(llmtui: Run) -> None:
    Records(Paths.default().records).write(record(7, created_at=1795613337.5))
    shown, plain = llmtui("show", "0" * 30), llmtui("show", "0" * 30, "--json")
    assert "created_at" in shown.out
    assert "2026-11-25" in shown.out
    assert plain.json["created_at"] == 1795613337.5


@pytest.mark.parametrize("words", [["--help"], ["submit", "--help"]])
def test_help_is_whole(llmtui: Run, words: list[str]) -> None:
    answer = llmtui(*words)
    assert answer.code == 0
    assert "usage: llmtui" in answer.out


def test_the_installed_command_has_no_traceback_for_bad_input(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "llmtui", "estimate", str(tmp_path / "missing.yaml")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LLMTUI_HOME": str(tmp_path / "home")},
        timeout=60,
    )
    assert done.returncode == 2
    assert "missing.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_record_is_told_of(llmtui: Run) -> None:
    folder = Paths.default().records
    Records(folder).write(record(7))
    assert "cannot be read" not in llmtui("jobs").err
    (folder / f"{'ab' * 16}.json").write_text("{")
    for words in (["jobs"], ["jobs", "--json"], ["show", "0" * 30]):
        answer = llmtui(*words)
        assert (answer.code, "cannot be read" in answer.err, "ab" * 16 in answer.err) == (0, True, True)
    shown = llmtui("show", "abab")
    assert (shown.code, "cannot be read" in shown.err, "move it away" in shown.err) == (1, True, True)
    other = llmtui("show", "elsewhere")
    assert (other.code, "1 of the list's files cannot be read" in other.err) == (2, True)
    (folder / f"{7:032x}.json").unlink()
    assert "no jobs yet" not in llmtui("jobs").err


def test_jobs_asks_no_more_often_than_a_window_and_says_how_old_the_answer_is(
    llmtui: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session()
    session.records.write(record(7, cluster="lumi", seen="fresh"))
    asked = []
    monkeypatch.setattr(Session, "_link", lambda self, cluster: asked.append(cluster.name))
    monkeypatch.setattr("llmtui.services.watching.watch.refresh_jobs", lambda *words: Outcome(ok=True))
    assert "ago" not in llmtui("jobs").err
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + 9)
    for words in (["jobs"], ["show", "lumi/7"]):
        assert re.search(r"lumi told this (9|1\d) s ago; it is not yet time to ask it again", llmtui(*words).err)
    assert asked == ["lumi"]
