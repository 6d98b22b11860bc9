"""Uploads that are cut at any byte: a wrong file never has the right name."""

from __future__ import annotations

import hashlib
import os
import random
from contextlib import suppress
from pathlib import Path

import pytest
from tests.realssh.proxy import proxy
from tests.realssh.scale import scale

from llmtui.remote.files.scripts import Step, finish
from llmtui.remote.ssh.transport import SshTransport
from llmtui.remote.transport import LinkLostError

from .dial import dial
from .ground import Ground

SEED = 20


def test_an_upload_that_is_cut_leaves_the_old_file_or_the_new_one(ground: Ground, there: Path) -> None:
    server = ground.server()
    rng = random.Random(SEED)
    print(f"seed {SEED}")
    old = os.urandom(1000)
    # What a whole upload puts through, login left out, is about this much.
    data = os.urandom(120_000)
    outcomes = {"old": 0, "new": 0}
    for number in range(scale(8, 100)):
        path = there / f"file{number}"
        path.write_bytes(old)
        with proxy(server.port) as relay:
            transport = SshTransport(dial(server, relay.port))
            transport.script("true")
            relay.cut_after = rng.randint(0, 130_000)
            with suppress(LinkLostError):
                transport.put_files(str(there), {path.name: (data, 0o600)})
            transport.close()
        now = path.read_bytes()
        assert now in (old, data), number
        outcomes["old" if now == old else "new"] += 1
    print(outcomes)
    assert outcomes["old"] > 0, "no cut came early enough to matter"


def test_a_folder_that_is_cut_has_no_name(ground: Ground, there: Path, tmp_path: Path) -> None:
    source = tmp_path / "model"
    source.mkdir()
    for number in range(5):
        (source / f"part{number}").write_bytes(os.urandom(50_000))
    server = ground.server()
    with proxy(server.port) as relay:
        transport = SshTransport(dial(server, relay.port))
        transport.script("true")
        relay.cut_after = 150_000
        with pytest.raises(LinkLostError):
            transport.copy_in(source, f"{there}/model")
        transport.close()
    assert not (there / "model").exists()
    assert [name[:7] for name in os.listdir(there)] == [".model."], "the cut came before anything was written"


def test_a_download_that_is_cut_leaves_nothing(ground: Ground, there: Path, tmp_path: Path) -> None:
    (there / "answers").write_bytes(os.urandom(500_000))
    server = ground.server()
    with proxy(server.port) as relay:
        transport = SshTransport(dial(server, relay.port))
        transport.stat("/")
        relay.cut_after = 200_000
        with pytest.raises(LinkLostError):
            transport.copy_out(f"{there}/answers", tmp_path / "got")
        transport.close()
    assert os.listdir(tmp_path) == ["on the cluster"]


def test_what_arrived_otherwise_than_it_was_sent_is_not_renamed(ground: Ground, there: Path) -> None:
    transport = SshTransport(dial(ground.server()))
    try:
        (there / "temp").write_bytes(b"other bytes")
        (there / "final").write_bytes(b"old")
        step = Step(f"{there}/temp", f"{there}/final", 0o600, hashlib.sha256(b"bytes").hexdigest())
        result = transport.script(finish([step]))
        assert (result.exit_code, result.complaint) == (4, "what arrived is not what was sent")
        assert (there / "final").read_bytes() == b"old"
    finally:
        transport.close()
