"""A disk that is full: the error names the file and the room, and nothing stays."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from llmtui.remote.transport import Transport


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 1 MiB."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"needs to mount a file system: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_an_upload_to_a_full_disk(transport: Transport, small: Path, tmp_path: Path) -> None:
    (small / "kept").write_bytes(b"old")
    (tmp_path / "large").write_bytes(os.urandom(3_000_000))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "large").write_bytes(os.urandom(3_000_000))
    with pytest.raises(OSError) as caught:
        transport.put_files(str(small), {"fits": (b"x" * 1000, 0o600), "kept": (os.urandom(2_000_000), 0o600)})
    told = [str(caught.value)]
    assert os.listdir(small) in (["kept"], ["kept", "fits"], ["fits", "kept"])
    assert (small / "kept").read_bytes() == b"old"
    if transport.on_this_machine:
        # Without a line in between, the system's own words are enough.
        return
    assert os.listdir(small) == ["kept"]
    for name in ("large", "folder"):
        with pytest.raises(OSError) as caught:
            transport.copy_in(tmp_path / name, f"{small}/{name}")
        told.append(str(caught.value))
        assert os.listdir(small) == ["kept"]
    print(*told, sep="\n")
    for text, path in zip(told, ("kept", "large", "folder"), strict=True):
        assert f"{small}/{path}" in text
        assert "free there" in text
        assert "quota" in text
    transport.put_files(str(small), {"fits": (b"x" * 1000, 0o600)})
