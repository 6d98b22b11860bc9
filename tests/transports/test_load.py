"""Many calls at once: none fails, few channels are open, readers never see half a file."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.realssh.scale import scale

from llmtui.remote.ssh.transport import SshTransport
from llmtui.remote.transport import Transport

from .dial import dial
from .ground import Ground
from .threads import none_left

THREADS = 8


class Mixed:
    """One kind of call after another, each checked; `at` is which files it uses."""

    def __init__(self, transport: Transport, folder: Path) -> None:
        self._transport = transport
        self._folder = str(folder)

    def __call__(self, number: int) -> None:
        kind = number % 5
        if kind == 0:
            assert self._transport.script(f"echo {number}; echo {-number} >&2").out.raw == f"{number}\n"
        elif kind == 1:
            data = str(number).encode() * 2000
            self._transport.put_files(self._folder, {f"f{number}": (data, 0o600)})
            assert self._transport.read_at(f"{self._folder}/f{number}", 0, len(data) + 1) == (data, len(data))
        elif kind == 2:
            assert self._transport.stat(self._folder) is not None
        elif kind == 3:
            assert self._transport.run(["printf", "%s", str(number)]).out.raw == str(number)
        else:
            assert self._transport.list_folder(self._folder) is not None


def test_a_thousand_calls_from_many_threads(transport: Transport, there: Path) -> None:
    mixed = Mixed(transport, there)
    with ThreadPoolExecutor(THREADS) as pool:
        for future in [pool.submit(mixed, number) for number in range(scale(100, 1000))]:
            future.result(60)


def test_never_more_than_four_channels(ground: Ground, there: Path) -> None:
    server = ground.server(("MaxSessions 4",))
    with none_left():
        dialled = dial(server)
        transport = SshTransport(dialled)
        seen: set[int] = set()
        stop = threading.Event()
        # What paramiko itself keeps: there is no public count.
        channels = getattr(dialled.transport, "_channels")  # noqa: B009

        def look() -> None:
            while not stop.is_set():
                seen.add(sum(not channel.closed for channel in channels.values()))
                time.sleep(0.001)

        watcher = threading.Thread(target=look)
        watcher.start()
        mixed = Mixed(transport, there)
        with ThreadPoolExecutor(THREADS) as pool:
            for future in [pool.submit(mixed, number) for number in range(scale(100, 1000))]:
                future.result(60)
            assert "no more sessions" not in (server.folder / "log").read_text()
            # Shells that are given up make room for new ones.
            late = [pool.submit(transport.script, "sleep 0.6", timeout_s=0.2) for _ in range(6)]
            assert {future.result(10).outcome for future in late} == {"unknown"}
            # The server counts those until their scripts have ended.
            assert any(transport.script("echo x", timeout_s=10).out.raw == "x\n" for _ in range(5))
        stop.set()
        watcher.join()
        transport.close()
    assert max(seen) == 4


def test_a_reader_never_sees_a_mixed_file(transport: Transport, there: Path) -> None:
    path = there / "config"
    stop = threading.Event()
    wrong: list[str] = []
    reads = 0

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            data = path.read_bytes()
            reads += 1
            if len(data) < 3000 or len(set(data)) != 1:
                wrong.append(f"{len(data)} bytes: {set(data)}")

    transport.put_atomic(str(path), b"0" * 3000)
    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(scale(25, 1000)):
            transport.put_atomic(str(path), str(number % 10).encode() * random.Random(number).randint(3000, 90_000))
    finally:
        stop.set()
        reader.join()
    assert reads > 25
    assert wrong == []


def test_such_a_reader_would_see_a_file_that_is_written_in_place(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_bytes(b"0" * 3000)
    with path.open("r+b") as file:
        file.write(b"1" * 1000)
        file.flush()
        assert len(set(path.read_bytes())) == 2


@pytest.mark.parametrize("refused", [True, False])
def test_a_refused_channel_is_asked_for_again(ground: Ground, refused: bool) -> None:
    server = ground.server(("MaxSessions 3",))
    dialled = dial(server)
    taken = [dialled.transport.open_session() for _ in range(3 if refused else 2)]
    transport = SshTransport(dialled)
    if refused:
        threading.Timer(0.2, taken[0].close).start()
    assert transport.script("echo ran", timeout_s=10).out.raw == "ran\n"
    # Two of three are in use by others: one shell has to do for all, and files go by it as well.
    with ThreadPoolExecutor(4) as pool:
        results = [future.result(20) for future in [pool.submit(transport.script, "echo ran") for _ in range(8)]]
    assert [(result.out.raw, result.complaint) for result in results] == [("ran\n", "")] * 8
    assert transport.stat("/") is not None
    transport.close()
