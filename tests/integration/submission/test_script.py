"""The script that submits, run as it is: one sbatch, the right id, and nothing else where anything is odd."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from llmtui.remote.framing import frame, read
from llmtui.services.submission.attempts import ask, begin
from llmtui.slurm.submitting import SUBMIT, Answer, read_answer, values

from .conftest import Desk
from .runs import SCRIPT_TEXT


def test_it_answers_from_the_files_when_it_is_run_again(desk: Desk) -> None:
    record = desk.staged()
    first = begin(desk.link, desk.records, record)
    assert (first.kind, first.ids) == ("submitted", (1001,))
    assert [begin(desk.link, desk.records, record) for _ in range(3)] == [first] * 3
    assert desk.stubs.calls() == {record.run_dir: 1}
    folder = Path(record.run_dir)
    assert (folder / "jobid").read_text() == "1001\n"
    assert sorted(path.name for path in (folder / "submit.lock" / "attempt-1").iterdir()) == [
        "err",
        "jobid",
        "out",
        "owner",
        "rc",
    ]


def test_an_earlier_attempt_is_never_begun_after_a_later_one(desk: Desk) -> None:
    """Whoever asks about the first attempt is told what became of the later one."""
    for text, kind in (
        ("echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1", "unclear"),
        ("echo 'sbatch: error: Invalid qos specification' >&2; exit 1", "refused"),
    ):
        record = replace(desk.staged(), attempt=10)
        Path(desk.stubs.state, "bin", "sbatch").write_text(f"#!/bin/sh\necho x >>{desk.folder}/asked\n{text}\n")
        (desk.folder / "asked").unlink(missing_ok=True)
        assert begin(desk.link, desk.records, record).kind == "ended"
        for mode in ("submit", "look", "close"):
            late = ask(desk.link, replace(record, attempt=9), mode, 0)
            assert late.outcome is not None
            assert (late.kind, late.outcome.kind) == ("ended", kind)
        assert (desk.folder / "asked").read_text() == "x\n"
        assert [path.parent.name for path in Path(record.run_dir, "submit.lock").glob("*/owner")] == ["attempt-10"]
        again = ask(desk.link, replace(record, attempt=11), "submit", 10)
        assert (again.kind, (desk.folder / "asked").read_text()) == ("ended", "x\nx\n")


def test_a_later_attempt_gives_way_to_one_that_is_under_way_and_has_its_answer(desk: Desk) -> None:
    record = desk.staged()
    lock = Path(record.run_dir, "submit.lock", "attempt-1")
    lock.mkdir(parents=True)
    later = replace(record, attempt=3)
    assert ask(desk.link, later, "submit", 0).kind == "waiting"
    assert ask(desk.link, later, "look", 0).kind == "waiting"
    (lock / "err").write_text("sbatch: error: Socket timed out on send/recv operation")
    (lock / "rc").write_text("1\n")
    for mode in ("submit", "look", "close"):
        said = ask(desk.link, later, mode, 0)
        assert (said.kind, said.outcome and said.outcome.kind) == ("ended", "unclear"), "what came of it is not lost"
    assert desk.stubs.calls() == {}
    assert ask(desk.link, replace(record, attempt=4), "submit", 10).kind == "submitted"
    assert desk.stubs.calls() == {record.run_dir: 1}


def test_an_attempt_that_died_stops_no_later_one(desk: Desk) -> None:
    record = desk.staged()
    lock = Path(record.run_dir, "submit.lock", "attempt-1")
    lock.mkdir(parents=True)
    long_ago = time.time() - 100
    os.utime(lock, (long_ago, long_ago))
    assert ask(desk.link, replace(record, attempt=2), "submit", 10).kind == "submitted"


def test_other_bytes_than_those_shown_are_never_submitted(desk: Desk) -> None:
    for changed in (SCRIPT_TEXT[:-1], SCRIPT_TEXT + b"\n", b"", None):
        record = desk.staged()
        script = Path(record.run_dir, "job.sh")
        script.unlink()
        if changed is not None:
            script.write_bytes(changed)
        answer = begin(desk.link, desk.records, record)
        assert answer.kind == "nothing", changed
        assert "job.sh is not" in answer.text
        assert not Path(record.run_dir, "submit.lock").exists()
    assert desk.stubs.calls() == {}
    record = desk.staged()
    elsewhere = Path(record.run_dir, "job.sh").rename(desk.folder / "elsewhere.sh")
    Path(record.run_dir, "job.sh").symlink_to(elsewhere)
    assert begin(desk.link, desk.records, record).kind == "nothing"
    assert desk.stubs.calls() == {}


def _odd(name: str, folder: Path) -> Path:
    """The folder made odd; where it is now."""
    if name == "gone":
        shutil.rmtree(folder)
    elif name == "a link":
        real = folder.rename(folder.with_name("real"))
        folder.symlink_to(real)
    elif name == "open to all":
        folder.chmod(0o777)
    elif name == "not ours":
        os.chown(folder, 12345, 12345)
    return folder


@pytest.mark.parametrize("name", ["gone", "a link", "open to all", "not ours"])
def test_an_odd_run_folder_is_refused(desk: Desk, name: str) -> None:
    if name == "not ours" and os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    record = desk.staged()
    _odd(name, Path(record.run_dir))
    answer = begin(desk.link, desk.records, record)
    assert answer.kind == "no_folder", answer
    assert desk.stubs.calls() == {}


def test_sbatch_outlives_the_one_who_asked_and_its_time_limit(desk: Desk) -> None:
    desk.stubs.slow(1.0)
    record = desk.staged()
    given = values(record.run_dir, record.script_sha256, 1, "submit", 60)
    # The transport's own time-out kills the whole process group of the script.
    cut = desk.link.transport.script(SUBMIT, values=given, timeout_s=0.3)
    assert cut.outcome == "unknown"
    assert ask(desk.link, record, "look", 0).kind == "waiting"
    assert ask(desk.link, record, "submit", 10).ids == (1001,)
    assert desk.stubs.calls() == {record.run_dir: 1}


#: What the script needs, without setsid, timeout and any sbatch.
_TOOLS = "sh bash cat cut cp date env find grep head ls mkdir mv sed sha256sum sleep tr uname"


@pytest.fixture
def bare_path(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = desk.folder / "tools"
    tools.mkdir()
    for name in _TOOLS.split():
        (tools / name).symlink_to(shutil.which(name) or name)
    monkeypatch.setenv("PATH", str(tools))


@pytest.mark.usefixtures("bare_path")
def test_without_setsid_and_timeout_it_works_all_the_same(desk: Desk) -> None:
    assert begin(desk.link, desk.records, desk.staged()).ids == (1001,)


@pytest.mark.usefixtures("bare_path")
def test_a_missing_sbatch_is_a_refusal(desk: Desk) -> None:
    (desk.stubs.state / "bin" / "sbatch").unlink()
    answer = begin(desk.link, desk.records, desk.staged())
    assert answer.outcome is not None
    assert (answer.outcome.kind, "not found" in answer.text) == ("refused", True)


@pytest.mark.parametrize("shell", ["dash", "bash", "busybox", "ksh"])
def test_every_shell_of_posix_reads_it(desk: Desk, shell: str) -> None:
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"needs {shell}")
    record = desk.staged()
    given = values(record.run_dir, record.script_sha256, 1, "submit", 10)
    words = [path, "sh"] if shell == "busybox" else [path]
    environment = {**os.environ, "PATH": f"{desk.stubs.state / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    data = frame(SUBMIT, "nonce", values=given)
    done = subprocess.run(words, input=data, capture_output=True, env=environment, timeout=20, check=False)
    result = read(done.stdout, done.stderr, "nonce")
    assert read_answer(result.exit_code, result.out.raw, result.err.raw).ids == (1001,)


def test_secrets_of_the_environment_stay_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("HF_TOKEN", "WANDB_API_KEY", "AWS_SECRET_ACCESS_KEY", "MY_PASSWORD", "GITHUB_TOKEN")
    for name in names:
        monkeypatch.setenv(name, "canary-5f1c")
    monkeypatch.setenv("PLAIN", "canary-plain")
    monkeypatch.setenv("SBATCH_TIMELIMIT", "canary-time")
    begin(desk.link, desk.records, desk.staged())
    seen = desk.stubs.environment()
    assert "canary-plain" in seen, "the check must see what does come along"
    assert "canary-5f1c" not in seen
    assert "canary-time" not in seen


#: What sbatch may print around the id, and whether an id can be told (ID stands for it).
NOISY = [
    ("ID\n", True),
    ("ID", True),
    ("ID;lumi\n", True),
    ("  ID  \n", True),
    ("ID\r\n", True),
    ("\n\nID\n\n", True),
    ("Submitted batch job ID\n", True),
    ("Submitted batch job ID on cluster lumi\n", True),
    ("sbatch: lua: Submitted\nID\n", True),
    ("-----------------------------\n  Welcome to the lab\n-----------------------------\nID\n", True),
    ("--> Verifying valid submit host (login2)...OK\n--> Verifying valid jobname...OK\nID\n", True),
    ("No reservation for this job\nID\n", True),
    ("Your balance: 1042 GPU-hours\nID\n", True),
    ("ID\nThank you for using the cluster\n", True),
    ("\x1b[32mwelcome\x1b[0m\nID\n", True),
    ("2026-11-23 maintenance at 12:00\nID\n", True),
    ("quota 80%\nID\n", True),
    ("\x00\x01\nID\n", True),
    ("utf-8: grüße\nID\n", True),
    ("ID\n\x07\x07", True),
    ("7\nID\n", False),
    ("ID\n7\n", False),
    ("2026\nSubmitted batch job ID\n", False),
    ("Submitted batch job ID\nSubmitted batch job 8\n", False),
    ("", False),
    ("\n", False),
    ("job ID queued\n", False),
    ("ID.batch\n", False),
    ("0\n", False),
    ("-ID\n", False),
    ("0xID\n", False),
    ("12345678901234\n", False),
]


@pytest.mark.parametrize(("text", "told"), NOISY, ids=range(len(NOISY)))
def test_noise_around_the_id(desk: Desk, text: str, told: bool) -> None:
    desk.stubs.mode(text)
    answer = begin(desk.link, desk.records, desk.staged())
    assert (answer.kind, answer.ids) == (("submitted", (1001,)) if told else ("ended", ()))


def test_the_last_word_would_have_been_wrong() -> None:
    naive = [text.replace("ID", "1001").split()[-1:] for text, _ in NOISY]
    assert sum(words != ["1001"] for words in naive) >= 5, "the noise must be able to mislead"


def test_a_script_killed_at_once_leaves_nothing_that_blocks(desk: Desk) -> None:
    """Without an owner on record, and none alive, an attempt counts as ended once it has not moved for two minutes."""
    record = desk.staged()
    lock = Path(record.run_dir, "submit.lock", "attempt-1")
    lock.mkdir(parents=True)
    assert ask(desk.link, record, "submit", 0) == Answer("waiting", dead=False, text="sbatch has not answered yet")
    _age(lock, 150)
    assert ask(desk.link, record, "submit", 0).dead
    living = subprocess.Popen(["sleep", "60"])
    try:
        (lock / "owner").write_text(f"{os.uname().nodename} {living.pid}\n")
        _age(lock, 150)
        assert not ask(desk.link, record, "submit", 0).dead
        (lock / "owner").write_text(f"login7 {living.pid}\n")
        _age(lock, 150)
        assert not ask(desk.link, record, "submit", 0).dead, "whether it lives on another host cannot be seen yet"
        _age(lock, 700)
        assert ask(desk.link, record, "submit", 0).dead
    finally:
        living.send_signal(signal.SIGKILL)
        living.wait()
    assert desk.stubs.calls() == {}


def _age(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_odd_answers_are_no_answers() -> None:
    for code, out in ((None, ""), (0, "noise\n"), (0, ""), (1, "x"), (255, ""), (92, ""), (92, "x\n")):
        answer = read_answer(code, out, "")
        assert answer.kind in {"lost", "ended"}
        assert answer.outcome is None or answer.outcome.kind == "unclear"
