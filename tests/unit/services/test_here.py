"""A machine with sbatch passes for a login node of its own cluster and of no other."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from llmtui.domain.cluster import Cluster
from llmtui.services.reach import here
from llmtui.services.reach.link import is_here

LUMI = Cluster("lumi", "LUMI", login_host="lumi.csc.fi", login_hosts=("lumi.csc.fi", "lumi-uan01.csc.fi"))
LAB = Cluster("lab", "a lab's own")


class Machine:
    """A PATH with Slurm's commands, and where they look for their settings."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.conf = folder / "slurm.conf"
        self._patch = monkeypatch
        monkeypatch.setenv("PATH", str(self.bin))
        monkeypatch.delenv("SLURM_CONF", raising=False)
        monkeypatch.setattr(here, "CONF_FILES", (str(self.conf),))
        self.host("login1")

    def host(self, name: str) -> None:
        self._patch.setattr(socket, "gethostname", lambda: name)

    def command(self, name: str, text: str = "exit 0") -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o700)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    here.slurm_name.cache_clear()
    yield Machine(tmp_path, monkeypatch)
    here.slurm_name.cache_clear()


def test_without_sbatch_only_the_embedded_one_is_here(machine: Machine) -> None:
    machine.conf.write_text("ClusterName=lumi\n")
    assert not is_here(LUMI)
    assert not is_here(LAB)
    assert is_here(replace(LAB, embedded=True))
    machine.command("sbatch")
    assert is_here(LUMI), "the same file with Slurm's commands beside it"


def test_slurms_own_name_decides(machine: Machine) -> None:
    machine.command("sbatch")
    machine.conf.write_text("# ClusterName=mahti\n clustername = LUMI   # the big one\nSlurmctldHost=x\n")
    assert is_here(LUMI)
    assert not is_here(replace(LUMI, name="mahti"))
    assert is_here(replace(LUMI, name="finland", slurm_cluster_name="Lumi"))
    assert not is_here(replace(LUMI, slurm_cluster_name="lumi-g")), "the file says that its Slurm is called otherwise"


def test_a_file_that_slurm_conf_names_comes_first(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.command("sbatch")
    machine.conf.write_text("ClusterName=mahti\n")
    (tmp_path / "own.conf").write_text("ClusterName=lumi\n")
    monkeypatch.setenv("SLURM_CONF", str(tmp_path / "own.conf"))
    assert is_here(LUMI)


def test_without_a_file_the_controller_is_asked_once(machine: Machine, tmp_path: Path) -> None:
    machine.command("sbatch")
    machine.command("scontrol", f"echo asked >> {tmp_path}/log; echo 'ClusterName             = lumi'")
    assert [is_here(LUMI) for _ in range(5)] == [True] * 5
    assert (tmp_path / "log").read_text() == "asked\n"


def test_a_controller_that_does_not_answer_costs_its_limit_once(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(here, "_ASK_S", 0.3)
    machine.command("sbatch")
    machine.command("scontrol", "exec /bin/sleep 60")
    assert [is_here(LUMI) for _ in range(3)] == [False] * 3
    assert is_here(LAB), "a cluster of the user's own that says nothing of itself is the one that is here"
    assert not is_here(replace(LAB, slurm_cluster_name="lab"))


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("lumi-uan01.csc.fi", True),
        ("LUMI-UAN01", True),
        ("node7.lumi.csc.fi", True),
        ("xlumi.csc.fi", False),
        ("login1", False),
        ("lumi.csc.fi.evil.org", False),
    ],
)
def test_the_host_name_decides_where_slurm_says_nothing(machine: Machine, host: str, found: bool) -> None:
    machine.command("sbatch")
    machine.command("scontrol", "echo 'slurm_load_ctl_conf error: Unable to contact slurm controller' >&2; exit 1")
    machine.host(host)
    assert is_here(LUMI) is found


def test_a_short_name_that_many_sites_have_decides_nothing(machine: Machine) -> None:
    machine.command("sbatch")
    machine.host("login")
    assert not is_here(replace(LUMI, name="leonardo", login_hosts=("login.leonardo.cineca.it",)))


@pytest.mark.skipif(not os.path.exists("/usr/bin/scontrol"), reason="no Slurm is installed here")
def test_a_real_slurm_without_a_cluster_is_no_login_node(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(here, "CONF_FILES", ())
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    here.slurm_name.cache_clear()
    assert not is_here(LUMI)
    (tmp_path / "slurm.conf").write_text("ClusterName=lumi\n")
    monkeypatch.setenv("SLURM_CONF", str(tmp_path / "slurm.conf"))
    assert is_here(LUMI)
    here.slurm_name.cache_clear()
