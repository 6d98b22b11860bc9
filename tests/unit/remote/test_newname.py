"""A file gets its name once it is whole and replaces nothing, on file systems with and without hard links."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from llmtui.remote import newname
from llmtui.remote.local import store_new
from llmtui.remote.newname import give_name

Way = Callable[[pytest.MonkeyPatch, int], None]


def _fails(number: int) -> Callable[..., None]:
    def fail(*words: object, **named: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def _links(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """As ext4 and XFS."""


def _renames(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """As FAT and exFAT: no links, but a rename that replaces nothing."""
    monkeypatch.setattr(os, "link", _fails(number))


def _old_kernel(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """As many FUSE and NFS file systems: neither."""
    monkeypatch.setattr(os, "link", _fails(number))
    monkeypatch.setattr(newname, "_rename_new", _fails(errno.EINVAL))


def _no_function(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "link", _fails(number))
    monkeypatch.setattr(newname, "_renameat2", lambda: None)


WAYS: list[Way] = [_links, _renames, _old_kernel, _no_function]
NUMBERS = [errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES]


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
@pytest.mark.parametrize("way", WAYS)
def test_a_new_file_is_whole_and_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way, number: int) -> None:
    way(monkeypatch, number)
    told: list[tuple[int, int]] = []
    store_new(tmp_path / "x", [b"abc", b"def"], 6, lambda done, whole: told.append((done, whole)))
    assert (tmp_path / "x").read_bytes() == b"abcdef"
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert told == [(3, 6), (6, 6)]


def _a_file(target: Path) -> None:
    target.write_bytes(b"mine")


def _an_empty_file(target: Path) -> None:
    target.write_bytes(b"")


def _a_folder(target: Path) -> None:
    target.mkdir()


def _a_link(target: Path) -> None:
    (target.parent / "mine").write_bytes(b"mine")
    target.symlink_to(target.parent / "mine")


def _a_link_to_nothing(target: Path) -> None:
    target.symlink_to(target.parent / "nothing")


@pytest.mark.parametrize("there", [_a_file, _an_empty_file, _a_folder, _a_link, _a_link_to_nothing])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_there_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way, there: Callable[[Path], None]
) -> None:
    target = tmp_path / "x"
    there(target)
    before = {path.name: (path.lstat().st_mode, path.lstat().st_ino) for path in tmp_path.iterdir()}
    way(monkeypatch, errno.EPERM)
    with pytest.raises(FileExistsError):
        store_new(target, [b"other"], 5, None)
    assert {path.name: (path.lstat().st_mode, path.lstat().st_ino) for path in tmp_path.iterdir()} == before
    if there is _a_file:
        assert target.read_bytes() == b"mine"


@pytest.mark.parametrize("way", WAYS)
def test_one_of_many_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    way(monkeypatch, errno.EPERM)
    won: list[bytes] = []

    def store(number: int) -> None:
        data = b"%d" % number * 1000
        try:
            store_new(tmp_path / "x", [data], len(data), None)
        except FileExistsError:
            return
        won.append(data)

    threads = [threading.Thread(target=store, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = won
    assert (tmp_path / "x").read_bytes() == winner
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_other_failures_are_said_and_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "link", _fails(number))
    with pytest.raises(OSError, match=os.strerror(number)):
        store_new(tmp_path / "x", [b"abc"], 3, None)
    monkeypatch.setattr(os, "link", _fails(errno.EPERM))
    monkeypatch.setattr(newname, "_rename_new", _fails(errno.EINVAL))
    monkeypatch.setattr(os, "rename", _fails(number))
    with pytest.raises(OSError, match=os.strerror(number)):
        store_new(tmp_path / "x", [b"abc"], 3, None)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_put_in_place_of_ours_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the empty file and the rename."""
    monkeypatch.setattr(os, "link", _fails(errno.EPERM))
    monkeypatch.setattr(newname, "_rename_new", _fails(errno.EINVAL))
    (tmp_path / "theirs").write_bytes(b"theirs")
    really = os.open

    def opened(path: Path, flags: int, mode: int = 0o777) -> int:
        descriptor = really(path, flags, mode)
        if path == tmp_path / "x":
            os.replace(tmp_path / "theirs", tmp_path / "x")
        return descriptor

    monkeypatch.setattr(os, "open", opened)
    (tmp_path / "part").write_bytes(b"ours")
    with pytest.raises(FileExistsError):
        give_name(tmp_path / "part", tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"theirs"
