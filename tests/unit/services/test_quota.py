"""Quotas as the sites print them: what is left at a path, and nothing where nothing says it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmtui.remote.local import LocalTransport
from llmtui.remote.transport import Facts
from llmtui.services.quota.look import look, read
from llmtui.services.quota.room import Quota, Room
from llmtui.services.quota.tables import areas, lustre, nfs, volume

DATA = Path(__file__).parents[2] / "data" / "quota"
GIB, TIB = 1024**3, 1024**4


def recorded(name: str) -> str:
    return (DATA / f"{name}.txt").read_text()


def test_cscs_table_counts_by_1024() -> None:
    found = {quota.path: quota for quota in areas(recorded("csc-workspaces"), "csc-workspaces", unit=1024)}
    assert list(found) == [
        "/users/alice",
        "/projappl/project_2000001",
        "/scratch/project_2000001",
        "/projappl/project_2000002",
        "/scratch/project_2000002",
    ], "a project's own words are no area"
    scratch = found["/scratch/project_2000001"]
    assert (scratch.used_bytes, scratch.limit_bytes) == (103 * GIB, 250 * GIB)
    assert (scratch.used_files, scratch.limit_files, scratch.left_files) == (389_000, 500_000, 111_000)
    assert found["/projappl/project_2000001"].left_bytes == 0, "24 of 15 GiB are used"
    assert found["/scratch/project_2000002"].used_bytes == round(7.2 * TIB)


def test_lumis_table_counts_by_1000() -> None:
    found = {quota.path: quota for quota in areas(recorded("lumi-quota"), "lumi-quota", unit=1000)}
    assert found["/users/alice"].limit_bytes == 22 * 1000**3
    assert found["/scratch/project_465000001"].left_files == 1_999_998
    assert len(found) == 4


def test_lustre_and_nfs() -> None:
    (project,) = lustre(recorded("lfs-quota-project"), "lfs quota -p", "/lustre/scratch")
    assert (project.used_bytes, project.limit_bytes) == (1225350212 * 1024, 2000000000 * 1024)
    assert (project.used_files, project.limit_files) == (714982, 1048576)
    assert lustre(recorded("lfs-quota-none"), "lfs quota -u", "/lustre/work") == (), "zero is no limit"
    (home,) = nfs(recorded("quota-wp"), "quota", "nfs1:/export/home", "/home")
    assert (home.left_bytes, home.limit_files) == (148576 * 1024, None)
    assert nfs(recorded("quota-wp"), "quota", "/dev/sda2", "/") == ()
    disk = volume(recorded("df"))
    assert disk is not None
    assert (disk.device, disk.free, disk.mount) == ("nfs1:/export/home", 52428800, "/home of all")


def _answer(**sections: str) -> str:
    there = {"there": "/scratch/project_2000001\n", "real": "/pfs/lustrep1/scratch/project_2000001\n"}
    return "".join(
        f"\x1e{name.replace('__', ' -').replace('_', '-')}\n{text}" for name, text in {**there, **sections}.items()
    )


def test_the_tightest_limit_counts() -> None:
    df = "Filesystem 1024-blocks Used Available Capacity Mounted on\nl 1 1 {free} 1% /scratch\n"
    path = "/scratch/project_2000001/alice/llmtui"
    room = read(_answer(csc_workspaces=recorded("csc-workspaces"), df=df.format(free=10**12)), path)
    assert (room.left_bytes, room.left_files) == (147 * GIB, 111_000)
    assert room.words == "147.0 GiB left of 250.0 GiB (csc-workspaces); 111 000 of 500 000 files left"
    full = read(_answer(csc_workspaces=recorded("csc-workspaces"), df=df.format(free=1024)), path)
    assert full.left_bytes == 1024**2
    assert "but the file system has 1.0 MiB free" in full.words
    other = read(_answer(csc_workspaces=recorded("csc-workspaces")), "/elsewhere/x")
    assert other.left_bytes == 147 * GIB, "the path that is there lies in the area"


def test_what_is_unknown_is_said_to_be_unknown() -> None:
    room = read(_answer(), "/scratch/x")
    assert (room.left_bytes, room.left_files, room.words) == (
        None,
        None,
        "how much is free is not known, no quota is known",
    )
    assert read("bash: command not found", "/x").words.startswith("not known: ")
    assert Room("/x", problem="no answer within 60 s").words == "not known: no answer within 60 s"


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_table_gives_fewer_limits_and_never_an_error(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(path.stem for path in DATA.glob("*.txt"))))
    text = recorded(name)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    text = text[:start] + data.draw(st.text(max_size=8)) + text[end:]
    for quota in (*areas(text, "x", unit=1000), *lustre(text, "x", "/"), *nfs(text, "x", "/dev/sda2", "/")):
        for size in (quota.left_bytes, quota.left_files):
            assert size is None or size >= 0
    volume(text)


@pytest.fixture
def site(tmp_path: Path) -> tuple[Facts, Path]:
    """A login shell's PATH with the site's commands, which this machine's own PATH does not have."""
    folder = tmp_path / "site"
    folder.mkdir()
    return Facts("login1", "alice", "/users/alice", {"PATH": str(folder)}), folder


def _command(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o700)


def test_one_script_asks_what_the_site_has(site: tuple[Facts, Path], tmp_path: Path) -> None:
    facts, folder = site
    asked = tmp_path / "not there" / "yet"
    plain = look(LocalTransport(), str(asked), facts)
    assert plain.free_bytes
    assert all(not quota.source.startswith(("csc", "lumi", "lfs")) for quota in plain.quotas)
    _command(folder, "lumi-quota", f"cat '{DATA}/lumi-quota.txt' | sed 's,/scratch/project_465000001,{tmp_path},'")
    _command(
        folder,
        "lfs",
        f"""case $1:$2 in project:*) echo "  200020 P $3";; quota:-p) cat '{DATA}/lfs-quota-project.txt';; esac""",
    )
    room = look(LocalTransport(), str(asked), facts)
    assert [quota.source for quota in room.quotas] == ["lumi-quota", "lfs quota -p"]
    assert room.quotas[0] == Quota("lumi-quota", str(tmp_path), 8200, 55 * 1000**4, 2, 2_000_000)


def test_a_tool_that_hangs_costs_its_own_limit(
    site: tuple[Facts, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, folder = site
    _command(folder, "csc-workspaces", "exec /bin/sleep 60")
    monkeypatch.setattr("llmtui.services.quota.look.TIMEOUT_S", 1.0)
    room = look(LocalTransport(), str(tmp_path), facts)
    assert room.free_bytes, "what was answered before counts"
    assert os.path.isdir(room.path)
