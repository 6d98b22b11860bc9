"""LocalTransport with real processes and files."""

from __future__ import annotations

import os
import stat
import sys
import threading
import time
from pathlib import Path

import pytest

from llmtui.remote import process
from llmtui.remote.local import LocalTransport, clean_environment, write_atomic
from llmtui.remote.transport import Result


def _python(code: str, *, timeout_s: float = 20.0) -> Result:
    return LocalTransport().run([sys.executable, "-c", code], timeout_s=timeout_s)


def test_exit_code_and_both_streams() -> None:
    result = _python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert (result.outcome, result.exit_code, result.out.raw, result.err.raw) == ("failed", 3, "out\n", "err\n")
    assert result.complaint == "err"


def test_stdin_and_folder(tmp_path: Path) -> None:
    code = "import os, sys; print(os.getcwd(), len(sys.stdin.read()))"
    result = LocalTransport().run([sys.executable, "-c", code], cwd=str(tmp_path), stdin=b"x" * 300_000)
    assert result.out.raw == f"{tmp_path} 300000\n"


def test_words_are_never_read_by_a_shell() -> None:
    hostile = "$(echo x) `y` ; 'z' \"q\" * \n \x1f"
    result = LocalTransport().run([sys.executable, "-c", "import sys; print(ascii(sys.argv[1]))", hostile])
    assert result.out.raw == ascii(hostile) + "\n"


def test_a_missing_program_was_not_run() -> None:
    result = LocalTransport().run(["no-such-program-here"])
    assert (result.outcome, result.exit_code) == ("failed", 127)
    assert result.complaint == "no-such-program-here: command not found"


def test_a_program_that_hangs_is_ended_with_its_children() -> None:
    started = time.monotonic()
    child = "subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    code = f"import subprocess, sys; print('begun', flush=True); {child}"
    result = _python(code, timeout_s=1.5)
    assert (result.outcome, result.exit_code, result.out.raw) == ("unknown", None, "begun\n")
    assert "no answer within" in result.err.raw
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("way", ["run", "script"])
def test_closing_ends_what_runs_with_its_children_and_nothing_begins_afterwards(tmp_path: Path, way: str) -> None:
    transport = LocalTransport()
    begun, later = tmp_path / "begun", tmp_path / "later"
    text = f"sleep 61.25 & echo $! >{begun}; echo said; wait"
    found: list[Result] = []

    def call() -> None:
        found.append(transport.run(["/bin/sh", "-c", text]) if way == "run" else transport.script(text))

    thread = threading.Thread(target=call)
    thread.start()
    deadline = time.monotonic() + 10
    while not (begun.exists() and begun.read_text().strip()) and time.monotonic() < deadline:
        time.sleep(0.01)
    child = int(begun.read_text())
    os.kill(child, 0)
    closed_at = time.monotonic()
    transport.close()
    thread.join(5)
    assert time.monotonic() - closed_at < 1.0
    assert (found[0].outcome, found[0].out.raw) == ("unknown", "said\n")
    assert found[0].complaint.endswith("stopped, for the connection was closed")
    assert not Path(f"/proc/{child}").exists() or ") Z " in Path(f"/proc/{child}/stat").read_text()
    assert transport.run(["/bin/sh", "-c", f"touch {later}"]).outcome == "unknown"
    assert transport.script(f"touch {later}").outcome == "unknown"
    assert (later.exists(), transport.alive) == (False, False)


def test_what_a_program_leaves_behind_does_not_hold_the_answer() -> None:
    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(8)']); print('7')"
    result = _python(code)
    assert (result.outcome, result.out.raw) == ("ok", "7\n")
    assert result.seconds < 7


def test_output_is_capped_and_neither_stream_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "OUTPUT_CAP", 1000)
    result = _python("import sys; sys.stderr.write('e' * 500_000); sys.stdout.write('o' * 500_000)")
    assert (result.outcome, result.truncated, len(result.out.raw), len(result.err.raw)) == ("ok", True, 1000, 1000)


def test_options_of_the_users_environment_do_not_reach_slurm() -> None:
    given = {"PATH": "/bin", "SQUEUE_FORMAT": "x", "SBATCH_TIMELIMIT": "5-0", "SLURM_CONF": "/s", "SLURM_JOB_ID": "1"}
    assert clean_environment(given, Path("/stubs")) == {"PATH": "/stubs:/bin", "SLURM_CONF": "/s", "LC_ALL": "C"}


def test_the_stub_folder_comes_first(tmp_path: Path) -> None:
    stub = tmp_path / "squeue"
    stub.write_text("#!/bin/sh\necho from the stub\n")
    stub.chmod(0o755)
    assert LocalTransport(tmp_path).run(["squeue"]).out.raw == "from the stub\n"


def test_files_are_whole_and_private(tmp_path: Path) -> None:
    transport = LocalTransport()
    folder = tmp_path / "a" / "run"
    transport.mkdir(str(folder))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    with pytest.raises(FileExistsError):
        transport.mkdir(str(folder))
    transport.put_atomic(f"{folder}/x", b"old")
    transport.put_atomic(f"{folder}/x", b"new!")
    assert stat.S_IMODE((folder / "x").stat().st_mode) == 0o600
    assert os.listdir(folder) == ["x"]
    assert transport.read_at(f"{folder}/x", 1, 2) == (b"ew", 4)
    found = transport.stat(f"{folder}/x")
    assert found is not None
    assert (found.size, found.is_folder) == (4, False)
    assert transport.stat(f"{folder}/y") is None


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomic(tmp_path / "x", b"data")
    assert os.listdir(tmp_path) == ["x"]


def test_copies_of_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    LocalTransport().copy_in(tmp_path / "model", f"{tmp_path}/run/inputs/model")
    LocalTransport().copy_in(tmp_path / "model" / "config.json", f"{tmp_path}/run/inputs/one.json")
    assert (tmp_path / "run/inputs/model/config.json").read_text() == "{}"
    assert (tmp_path / "run/inputs/one.json").read_text() == "{}"
