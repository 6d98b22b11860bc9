"""Files over every way: what is read, written and refused is the same."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest

from llmtui.remote.transport import Transport

ODD = ["a b", "-rf", "'q\" $(x) `y`", "new\nline", "ünï", "*", "~", "back\\slash", "%s", "\x1b[2J", "x" * 180]


def left(folder: Path) -> list[str]:
    """Names below a folder that an upload may have left behind."""
    return [path.name for path in folder.rglob(".*")]


def test_a_part_of_a_file_and_its_size(transport: Transport, there: Path) -> None:
    data = os.urandom(700_000)
    (there / "log").write_bytes(data)
    path = f"{there}/log"
    assert transport.read_at(path, 0, 64) == (data[:64], 700_000)
    assert transport.read_at(path, 100_001, 300_000) == (data[100_001:400_001], 700_000)
    assert transport.read_at(path, 699_990, 300_000) == (data[699_990:], 700_000)
    assert transport.read_at(path, 700_000, 10) == (b"", 700_000)
    assert transport.read_at(path, 900_000, 10) == (b"", 700_000)
    assert transport.read_at(path, 0, 0) == (b"", 700_000)
    (there / "empty").touch()
    assert transport.read_at(f"{there}/empty", 0, 100) == (b"", 0)


def test_what_cannot_be_read_is_an_error_of_its_kind(transport: Transport, there: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        transport.read_at(f"{there}/none", 0, 10)
    assert str(there) in str(caught.value)
    with pytest.raises(OSError):
        transport.read_at(str(there), 0, 10)
    with pytest.raises(FileNotFoundError):
        transport.list_folder(f"{there}/none")


def test_what_is_at_a_path(transport: Transport, there: Path) -> None:
    (there / "file").write_bytes(b"12345")
    os.utime(there / "file", (1_700_000_000, 1_700_000_001))
    (there / "to folder").symlink_to(there)
    (there / "to nothing").symlink_to(there / "none")
    found = transport.stat(f"{there}/file")
    assert found is not None
    assert (found.size, found.mtime, found.is_folder) == (5, 1_700_000_001, False)
    for name in ("", "to folder"):
        folder = transport.stat(f"{there}/{name}")
        assert folder is not None
        assert folder.is_folder
    for name in ("none", "none/below", "file/below", "to nothing"):
        assert transport.stat(f"{there}/{name}") is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look everywhere")
def test_what_cannot_be_told_is_an_error(transport: Transport, there: Path) -> None:
    (there / "closed").mkdir(mode=0)
    with pytest.raises(PermissionError):
        transport.stat(f"{there}/closed/x")


def test_a_folder_tells_of_links_and_odd_names(transport: Transport, there: Path) -> None:
    for name in ODD:
        (there / name).write_bytes(b"x" * 7)
    (there / "folder").mkdir()
    (there / "link").symlink_to("folder")
    (there / os.fsdecode(b"no\xfftext")).touch()
    found = {entry.name.raw: entry for entry in transport.list_folder(str(there))}
    assert list(found) == sorted(os.listdir(there))
    assert found["folder"].stat.is_folder
    assert not found["folder"].is_link
    assert found["link"].is_link
    assert not found["link"].stat.is_folder
    assert all(found[name].stat.size == 7 for name in ODD)
    (there / "folder" / ".hidden").touch()
    assert [entry.name.raw for entry in transport.list_folder(f"{there}/folder")] == [".hidden"]


def test_a_large_folder_is_whole(transport: Transport, there: Path) -> None:
    names = [f"checkpoint-{number}" for number in range(700)]
    for name in names:
        (there / name).touch()
    assert [entry.name.raw for entry in transport.list_folder(str(there))] == sorted(names)


def test_a_new_folder_must_be_new(transport: Transport, there: Path) -> None:
    transport.mkdir(f"{there}/a/b c/run", 0o700)
    assert oct((there / "a/b c/run").stat().st_mode & 0o777) == "0o700"
    with pytest.raises(FileExistsError):
        transport.mkdir(f"{there}/a/b c/run")
    (there / "file").touch()
    with pytest.raises(FileExistsError):
        transport.mkdir(f"{there}/file")
    with pytest.raises(OSError):
        transport.mkdir(f"{there}/file/below")


def test_files_are_written_whole_with_their_modes(transport: Transport, there: Path) -> None:
    data = os.urandom(300_000)
    files = {"job.sh": (b"#!/bin/sh\n", 0o755), "sub/deep/data": (data, 0o600), "empty": (b"", 0o640)}
    transport.put_files(f"{there}/new/run", files)
    for name, (content, mode) in files.items():
        path = there / "new/run" / name
        assert path.read_bytes() == content
        assert path.stat().st_mode & 0o777 == mode
    assert left(there) == []


def test_a_file_replaces_the_one_that_is_there_and_links_are_not_followed(transport: Transport, there: Path) -> None:
    (there / "old").write_text("old")
    (there / "link").symlink_to("old")
    transport.put_atomic(f"{there}/link", b"new")
    assert not (there / "link").is_symlink()
    assert ((there / "link").read_text(), (there / "old").read_text()) == ("new", "old")
    assert oct((there / "link").stat().st_mode & 0o777) == "0o600"


def test_odd_names_are_only_names(transport: Transport, there: Path) -> None:
    transport.put_files(str(there), {name: (name.encode(), 0o600) for name in ODD})
    assert sorted(os.listdir(there)) == sorted(ODD)
    for name in ODD:
        assert transport.read_at(f"{there}/{name}", 0, 1000) == (name.encode(), len(name.encode()))
        transport.mkdir(f"{there}/in {name}/{name}")
        transport.put_atomic(f"{there}/in {name}/{name}/file", b"x")


def test_a_refused_upload_leaves_nothing(transport: Transport, there: Path) -> None:
    (there / "folder" / "full").mkdir(parents=True)
    (there / "file").write_text("stays")
    with pytest.raises(OSError):
        transport.put_atomic(f"{there}/folder", b"x")
    with pytest.raises(OSError):
        transport.put_atomic(f"{there}/file/below", b"x")
    assert sorted(os.listdir(there)) == ["file", "folder"]
    assert (there / "file").read_text() == "stays"
    assert os.listdir(there / "folder") == ["full"]


def test_a_file_goes_there_with_its_mode_and_progress(transport: Transport, there: Path, tmp_path: Path) -> None:
    source = tmp_path / "tool"
    source.write_bytes(os.urandom(3_000_000))
    source.chmod(0o755)
    told: list[tuple[int, int]] = []
    transport.copy_in(source, f"{there}/new/tool", lambda done, size: told.append((done, size)))
    assert (there / "new/tool").read_bytes() == source.read_bytes()
    assert oct((there / "new/tool").stat().st_mode & 0o777) == "0o755"
    assert told[-1] == (3_000_000, 3_000_000)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert left(there) == []


def test_a_folder_goes_there_with_modes_and_links_followed(transport: Transport, there: Path, tmp_path: Path) -> None:
    source = tmp_path / "model"
    (source / "inner" / "empty").mkdir(parents=True)
    for number in range(40):
        (source / "inner" / f"part {number}").write_bytes(bytes([number]) * number * 1000)
    (source / "inner" / "part 3").chmod(0o700)
    (tmp_path / "elsewhere").write_text("linked")
    (source / "link").symlink_to(tmp_path / "elsewhere")
    (source / "inner").chmod(0o750)
    told: list[tuple[int, int]] = []
    transport.copy_in(source, f"{there}/models/mine", lambda done, size: told.append((done, size)))
    here = {str(path.relative_to(source)): path for path in source.rglob("*")}
    copied = {str(path.relative_to(there / "models/mine")): path for path in (there / "models/mine").rglob("*")}
    assert sorted(here) == sorted(copied)
    for name, path in here.items():
        assert path.stat().st_mode == copied[name].stat().st_mode, name
        assert not copied[name].is_symlink()
        assert path.is_dir() or path.read_bytes() == copied[name].read_bytes()
    size = sum(path.stat().st_size for path in here.values() if path.is_file())
    assert told[-1] == (size, size)
    assert left(there) == []
    with pytest.raises(FileExistsError):
        transport.copy_in(source, f"{there}/models/mine")


def test_one_file_comes_here_unseen_by_others(transport: Transport, there: Path, tmp_path: Path) -> None:
    data = os.urandom(5_000_000)
    (there / "answers").write_bytes(data)
    told: list[tuple[int, int]] = []
    transport.copy_out(f"{there}/answers", tmp_path / "got", lambda done, size: told.append((done, size)))
    assert (tmp_path / "got").read_bytes() == data
    assert oct((tmp_path / "got").stat().st_mode & 0o777) == "0o600"
    assert told[-1] == (5_000_000, 5_000_000)
    (there / "empty").touch()
    transport.copy_out(f"{there}/empty", tmp_path / "nothing")
    assert (tmp_path / "nothing").read_bytes() == b""


def test_links_folders_and_names_that_are_taken_are_refused(transport: Transport, there: Path, tmp_path: Path) -> None:
    (there / "file").write_text("x")
    (there / "link").symlink_to("file")
    for name in ("link", "", "none"):
        with pytest.raises(OSError):
            transport.copy_out(f"{there}/{name}", tmp_path / "got")
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(FileExistsError):
        transport.copy_out(f"{there}/file", tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"
    assert sorted(os.listdir(tmp_path)) == ["on the cluster", "taken"]


def test_commands_see_what_was_written(transport: Transport, there: Path) -> None:
    transport.put_atomic(f"{there}/x y", b"seen")
    assert transport.script(f"cat {shlex.quote(str(there))}/x*").out.raw == "seen"
    assert transport.script(f"mv {shlex.quote(str(there))}/x* {shlex.quote(str(there))}/z").outcome == "ok"
    assert transport.stat(f"{there}/z") is not None
