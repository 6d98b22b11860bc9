"""Framed scripts on a real /bin/sh: noise stays outside, a part of a script does nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from llmtui.remote import framing
from llmtui.remote.framing import frame, new_nonce, read, words
from llmtui.remote.local import LocalTransport


def shell(data: bytes, *argv: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*(argv or ("/bin/sh",))], input=data, capture_output=True, timeout=20, check=False, env=env)


def test_output_errors_and_code_come_back_byte_for_byte() -> None:
    nonce = new_nonce()
    done = shell(frame("printf 'a\\nb'; printf 'c\\n' >&2; exit 7", nonce))
    result = read(b"Welcome!\n" + done.stdout + b"bye\n", b"motd\n" + done.stderr, nonce)
    assert (result.outcome, result.exit_code, result.out.raw, result.err.raw) == ("failed", 7, "a\nb", "c\n")


def test_one_shell_takes_script_after_script() -> None:
    first, second = new_nonce(), new_nonce()
    done = shell(frame("X=1; exit 3", first) + frame("echo ${X-unset}", second))
    assert read(done.stdout, done.stderr, first).exit_code == 3
    assert read(done.stdout, done.stderr, second).out.raw == "unset\n"


def test_a_script_that_was_cut_anywhere_has_no_effect(tmp_path: Path) -> None:
    whole = frame(f"touch {tmp_path}/ran", new_nonce())
    for end in range(0, len(whole) - 2, 3):
        shell(whole[:end])
        assert not list(tmp_path.iterdir()), end
    shell(whole)
    assert [path.name for path in tmp_path.iterdir()] == ["ran"], "the check would see an effect"


def test_without_the_end_mark_nothing_is_known() -> None:
    nonce = new_nonce()
    done = shell(frame("echo yes", nonce))
    cut = read(done.stdout[:-3], done.stderr, nonce, lost="the connection was lost")
    assert (cut.outcome, cut.exit_code, cut.complaint) == ("unknown", None, "the connection was lost")
    assert read(b"", b"", nonce).outcome == "unknown"


def test_values_are_values_and_never_shell() -> None:
    hostile = "'; echo gone; $(id) `id` \\ \" ü\n#"
    result = LocalTransport().script('printf %s "$V"', values={"V": hostile})
    assert result.out.raw == hostile
    with pytest.raises(ValueError, match="not a shell variable"):
        frame("true", new_nonce(), values={"A B": "x"})
    with pytest.raises(ValueError, match="not a shell variable"):
        frame("true", new_nonce(), values={"A": "x\0y"})


def test_slurms_variables_do_not_reach_the_command_but_its_configuration_does() -> None:
    hostile = {"SQUEUE_FORMAT": "%u", "SBATCH_TIMELIMIT": "5-0", "SLURM_CLUSTERS": "all", "SLURM_CONF": "/etc/x"}
    nonce = new_nonce()
    done = shell(frame("env | grep -c '^S[QBL]'; echo $SLURM_CONF", nonce), env={"PATH": "/usr/bin:/bin", **hostile})
    assert read(done.stdout, done.stderr, nonce).out.raw == "1\n/etc/x\n"


def test_words_are_quoted_and_the_folder_must_be_there(tmp_path: Path) -> None:
    run = LocalTransport().script
    assert run(words(["printf", "%s|", "a b", "'", "$HOME"], str(tmp_path))).out.raw == "a b|'|$HOME|"
    missing = run(words(["true"], f"{tmp_path}/none"))
    assert missing.exit_code == 127


def test_a_command_is_ended_there_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "_LATE_S", 0.6)
    script = words(["sh", "-c", f"sleep 1.5; touch {tmp_path}/late"], limit_s=0.4)
    assert LocalTransport().script(script).exit_code == 124
    assert LocalTransport().script(words(["true"], limit_s=5.0)).outcome == "ok"
    assert LocalTransport().script(words(["no-such-command"], limit_s=5.0)).exit_code == 127
    assert not (tmp_path / "late").exists()


def test_a_script_that_waits_ends_with_its_time_limit() -> None:
    result = LocalTransport().script("sleep 30", timeout_s=0.3)
    assert (result.outcome, result.complaint) == ("unknown", "no answer within 0 s")
