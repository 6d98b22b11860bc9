"""Commands and scripts over every way: bytes, codes and time limits are the same."""

from __future__ import annotations

import shlex
import sys
import time
from pathlib import Path

import pytest
from tests.realssh.scale import scale

from llmtui.remote.transport import OUTPUT_CAP, Transport

#: What a shell would take apart, and what a terminal would obey.
HOSTILE = "$(echo x) `y` ; 'z' \"q\" * \\ \n \x1f \x1b[2J é \t!{}~"


def test_code_and_both_streams_come_back(transport: Transport) -> None:
    result = transport.run(["sh", "-c", "printf 'a\\nb'; printf 'c\\n' >&2; exit 3"])
    assert (result.outcome, result.exit_code, result.out.raw, result.err.raw) == ("failed", 3, "a\nb", "c\n")
    assert result.complaint == "c"
    assert transport.run(["true"]).outcome == "ok"


def test_words_are_never_read_by_a_shell(transport: Transport) -> None:
    assert transport.run(["printf", "%s", HOSTILE]).out.raw == HOSTILE
    assert transport.script('printf %s "$V"', values={"V": HOSTILE}).out.raw == HOSTILE


def test_folder_and_input(transport: Transport, there: Path) -> None:
    result = transport.run(["sh", "-c", "pwd; cat"], cwd=str(there), stdin=HOSTILE.encode() * 5000)
    assert result.out.raw == f"{there}\n" + HOSTILE * 5000
    assert transport.run(["cat"]).out.raw == ""
    assert transport.run(["sh", "-c", "cat >/dev/null; exit 5"], stdin=b"x").exit_code == 5


def test_what_cannot_be_started_was_not_run(transport: Transport, there: Path) -> None:
    missing = transport.run(["no-such-program-here"])
    assert (missing.outcome, missing.exit_code) == ("failed", 127)
    assert "not found" in missing.complaint
    nowhere = transport.run(["true"], cwd=f"{there}/none")
    assert (nowhere.outcome, nowhere.exit_code) == ("failed", 127)


def test_a_time_limit_holds_and_what_came_before_is_kept(transport: Transport) -> None:
    started = time.monotonic()
    result = transport.script("echo begun; echo said >&2; sleep 3", timeout_s=0.5)
    assert (result.outcome, result.exit_code, result.out.raw) == ("unknown", None, "begun\n")
    assert result.complaint == "no answer within 0 s"
    assert time.monotonic() - started < 1.5
    assert transport.script("echo next").out.raw == "next\n"


def test_nothing_is_run_twice(transport: Transport, there: Path) -> None:
    text = f"echo ran >> {shlex.quote(str(there))}/log; sleep 1"
    assert transport.script(text, timeout_s=0.3).outcome == "unknown"
    time.sleep(0.3)
    assert (there / "log").read_text() == "ran\n"


def test_both_streams_full_at_once_are_capped_and_block_nothing(transport: Transport) -> None:
    size = scale(12, 50) * 2**20
    code = f"import sys; n={size}//65536\nfor i in range(n): sys.stdout.write('o'*65536); sys.stderr.write('e'*65536)"
    result = transport.run([sys.executable, "-c", code], timeout_s=60)
    assert (result.outcome, result.truncated) == ("ok", True)
    assert result.out.raw == "o" * OUTPUT_CAP
    assert result.err.raw == "e" * OUTPUT_CAP


@pytest.mark.parametrize("stream", ["", " >&2"], ids=["out", "err"])
def test_one_stream_alone_is_whole(transport: Transport, stream: str) -> None:
    result = transport.script(f"head -c 3000000 /dev/zero | tr '\\0' x{stream}")
    assert (len(result.out.raw), len(result.err.raw)) == ((3_000_000, 0) if not stream else (0, 3_000_000))


def test_bytes_that_are_no_text_come_as_replacements(transport: Transport) -> None:
    assert transport.script("printf 'a\\377b\\0c'").out.raw == "a\ufffdb\0c"


def test_messages_are_in_english_and_slurms_options_stay_outside(transport: Transport) -> None:
    text = "echo $LC_ALL; SQUEUE_FORMAT=x; export SQUEUE_FORMAT"
    assert transport.script(text).out.raw == "C\n"
    assert transport.script("env | grep -c '^SQUEUE_'").out.raw == "0\n"


def test_one_script_leaves_nothing_to_the_next(transport: Transport) -> None:
    transport.script("cd /; A=1; export A; set -eu; umask 000; f() { :; }; exec 3>&1")
    assert transport.script('echo "${A-unset}"; type f || true').out.raw.startswith("unset\n")


def test_facts_are_this_machines(transport: Transport) -> None:
    facts = transport.facts()
    assert facts is transport.facts() or facts == transport.facts()
    assert facts.user == transport.run(["id", "-un"]).out.raw.strip()
    assert facts.host == transport.run(["uname", "-n"]).out.raw.strip()
    assert facts.home.startswith("/")
    assert abs(facts.clock_ahead_s) < 3
    assert facts.environment["HOME"] == facts.home
    assert transport.alive
