"""llmtui clusters --new on the embedded Slurm, as on a login node; what it writes is used at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.cli.conftest import JOB, Answer

from llmtui.domain.machine import Machine, MachineGpu
from llmtui.localslurm import install
from llmtui.remote.local import LocalTransport
from llmtui.services.reach.login import LoginSettings
from llmtui.services.session import Session
from llmtui.units import GIB

Run = Callable[..., Answer]
MACHINE = Machine("login1", 64, 512 * GIB, (MachineGpu("NVIDIA A100-SXM4-80GB", 80 * GIB, "nvidia"),) * 4)


@pytest.fixture
def login_node(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Slurm on PATH, a scratch folder in the login files, and nothing that this machine has besides."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".bash_profile").write_text("export SCRATCH=/scratch/lab\n")
    commands = install(tmp_path / "slurm", MACHINE)
    monkeypatch.setenv("PATH", f"{commands}:{_tools(tmp_path / 'bin', 'sh', 'bash', 'id', 'uname', 'grep')}")
    return commands


def _tools(folder: Path, *names: str) -> str:
    """A folder with these programs alone, so that a Slurm of the machine's own is not found."""
    folder.mkdir()
    for name in names:
        program = shutil.which(name)
        assert program is not None
        (folder / name).symlink_to(program)
    return str(folder)


def test_the_file_is_listed_and_renders_a_job(
    llmtui: Run, login_node: Path, job: Callable[..., Path], tmp_path: Path
) -> None:
    made = llmtui("clusters", "--new", "mine")
    assert made.code == 0, made.err
    path = tmp_path / "home" / "config" / "clusters" / "mine.yaml"
    assert f"file         {path}" in made.out
    assert "not known  login_host, jump_host and auth" in made.out
    assert "sacctmgr show assoc: sacctmgr is not on PATH" in made.out

    assert "run folders  /scratch/lab/llmtui" in made.out
    listed = llmtui("clusters", "mine")
    assert listed.code == 0
    assert "NVIDIA A100 80 GB" in listed.out
    assert [row for row in llmtui("clusters").out.splitlines() if row.startswith("mine ")]

    path_of_job = job(text=JOB.replace("cluster: local", "cluster: mine\n  partition: main\n  gpus_per_node: 2"))
    rendered = llmtui("render", path_of_job, "-o", tmp_path / "out")
    assert rendered.code == 0, rendered.err
    script = (tmp_path / "out" / "job.sh").read_text()
    assert "#SBATCH --partition=main\n" in script
    assert "#SBATCH --gres=gpu:nvidia_a100_sxm4_80gb:2\n" in script


def test_it_is_made_once(llmtui: Run, login_node: Path, tmp_path: Path) -> None:
    assert llmtui("clusters", "--new", "mine").code == 0
    again = llmtui("clusters", "--new", "mine")
    assert (again.code, "is there already" in again.err, "--force" in again.err) == (2, True, True)
    assert llmtui("clusters", "--new", "mine", "--force").code == 0


def test_json_and_a_file_elsewhere(llmtui: Run, login_node: Path, tmp_path: Path) -> None:
    made = llmtui("clusters", "--new", "mine", "--json", "-o", tmp_path / "x.yaml")
    assert made.code == 0
    assert (made.json["file"], made.json["host"]) == (str(tmp_path / "x.yaml"), os.uname().nodename)
    cluster = made.json["cluster"]
    assert isinstance(cluster, dict)
    assert [part["name"] for part in cluster["partitions"]] == ["main", "multi"]
    assert made.json["unknown"] == cluster["unknown"]
    assert "put it there to use it" in made.err
    assert (tmp_path / "x.yaml").is_file()
    assert llmtui("clusters", "mine").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--new", "local"], "embedded Slurm"),
        (["--new", "mine", "--gpu", "a100"], "is not TYPE=GPU"),
        (["--new", "mine", "--gpu", "a100=nothing"], "unknown GPU"),
        (["--new", "mine", "--gpu", "a100=a100-40gb"], "unknown gres type 'a100'"),
        (["roihu", "--new", "mine"], "shows no other cluster"),
        (["--probe"], "--probe belongs to --new"),
        (["roihu", "-o", "x"], "--output belongs to --new"),
    ],
)
def test_what_cannot_be_is_refused(llmtui: Run, login_node: Path, words: list[str], said: str) -> None:
    answer = llmtui("clusters", *words)
    assert answer.code == 2
    assert said in answer.err


def test_without_slurm_it_says_where_to_run_it(
    llmtui: Run, login_node: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", _tools(tmp_path / "bare", "sh", "id", "uname"))
    answer = llmtui("clusters", "--new", "mine")
    assert (answer.code, "login node" in answer.err, "no sinfo on PATH" in answer.err) == (3, True, True)


@pytest.mark.parametrize("words", [["clusters"], ["clusters", "lumi"]])
def test_clusters_are_one_json_object(llmtui: Run, words: list[str]) -> None:
    assert llmtui(*words, "--json").json


def test_user_and_port_of_the_host_are_kept_with_the_login(
    llmtui: Run, login_node: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The cluster file, which others may get, has the host alone."""
    reached: list[str] = []

    def to_host(session: Session, host: str) -> LocalTransport:
        reached.append(host)
        return LocalTransport()

    monkeypatch.setattr(Session, "_to_host", to_host)
    made = llmtui("clusters", "--new", "mine", "--host", "bob@login.lab.org:2222")
    assert made.code == 0, made.err
    assert reached == ["bob@login.lab.org:2222"]
    text = (tmp_path / "home" / "config" / "clusters" / "mine.yaml").read_text()
    assert "login_host: login.lab.org\n" in text
    assert "bob" not in text
    assert Session().login("mine") == LoginSettings("login.lab.org", "bob", "paramiko", 2222)
    refused = llmtui("clusters", "--new", "other", "--host", "login.lab.org:x")
    assert (refused.code, "not a port" in refused.err) == (2, True)
