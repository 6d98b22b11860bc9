"""Pure parsers and printers: options, scripts, node lists, patterns, times, sizes, columns."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.localslurm.columns import fit, parse_format, render
from llmtui.localslurm.errors import CommandError
from llmtui.localslurm.hostlist import compress, counts, expand
from llmtui.localslurm.options import parse, table
from llmtui.localslurm.patterns import fill
from llmtui.localslurm.script import directives
from llmtui.localslurm.sizes import memory
from llmtui.localslurm.times import midnight, parse_timestamp, short_duration, timestamp

_TABLE = table("job-name|J= mem= mem-per-cpu= nodes|N= hold|H exclusive=? no-kill|k=?")


@pytest.mark.parametrize(
    ("words", "options", "rest"),
    [
        (["-J", "x", "-N2", "s.sh", "-J", "y"], [("job-name", "x"), ("nodes", "2")], ["s.sh", "-J", "y"]),
        (["--job-name=x=y", "--job-name", "z"], [("job-name", "x=y"), ("job-name", "z")], []),
        (["-HJ", "x"], [("hold", ""), ("job-name", "x")], []),
        (["--excl", "--exclusive=user"], [("exclusive", ""), ("exclusive", "user")], []),
        (["-k", "s.sh"], [("no-kill", "")], ["s.sh"]),
        (["-H", "--", "-J"], [("hold", "")], ["-J"]),
        (["--mem=1G", "-"], [("mem", "1G")], ["-"]),
        (["--job-name="], [("job-name", "")], []),
    ],
)
def test_options(words: list[str], options: list[tuple[str, str]], rest: list[str]) -> None:
    found = parse("sbatch", _TABLE, words, mixed=False)
    assert (list(found.options), list(found.rest)) == (options, rest)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["--nosuch"], "sbatch: unrecognized option '--nosuch'"),
        (["-z"], "sbatch: invalid option -- 'z'"),
        (["--job-name"], "sbatch: option '--job-name' requires an argument"),
        (["-J"], "sbatch: option requires an argument -- 'J'"),
        (["--hold=1"], "sbatch: option '--hold' doesn't allow an argument"),
        (["--me=1"], "sbatch: option '--me' is ambiguous; possibilities: '--mem' '--mem-per-cpu'"),
    ],
)
def test_wrong_options(words: list[str], line: str) -> None:
    with pytest.raises(CommandError) as caught:
        parse("sbatch", _TABLE, words, code=255)
    assert caught.value.lines == (line, 'Try "sbatch --help" for more information')
    assert caught.value.code == 255


def test_options_may_stand_between_other_words_where_a_command_allows_it() -> None:
    assert parse("scancel", _TABLE, ["1", "-H", "2"]).rest == ("1", "2")


@given(st.lists(st.text(min_size=1).filter(lambda text: not text.startswith("-"))))
def test_words_after_the_options_are_never_touched(words: list[str]) -> None:
    assert parse("sbatch", _TABLE, ["-H", "--", *words]).rest == tuple(words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (" -J x", ["-J", "x"]),
        (' --job-name="a \'b" -N 2 # rest', ["--job-name=a 'b", "-N", "2"]),
        (" -J a\\ b", ["-J", "a b"]),
        (" -J ''", ["-J", ""]),
        ("\t-H", ["-H"]),
        (" -J x#y", ["-J", "x"]),
    ],
)
def test_directive_lines(line: str, words: list[str]) -> None:
    assert directives(f"#!/bin/sh\n#SBATCH{line}\n".encode(), "job.sh") == words


def test_directives_end_at_the_first_command() -> None:
    body = b"#!/bin/sh\n\n  # comment\n#SBATCH -H\n##SBATCH -x\ntrue\n#SBATCH -J late\n"
    assert directives(body, "job.sh") == ["-H"]


def test_an_open_quote_is_told_with_its_line() -> None:
    with pytest.raises(CommandError, match=r"job\.sh: line 2: Unmatched `\"` in"):
        directives(b'#!/bin/sh\n#SBATCH -J "x\n', "job.sh")


@pytest.mark.parametrize(
    ("names", "expression"),
    [
        (["127.0.0.1", "127.0.0.2"], "127.0.0.[1-2]"),
        (["n07", "n08", "n10"], "n[07-08,10]"),
        (["a", "b3"], "a,b3"),
        (["n9", "n10"], "n[9-10]"),
        ([], ""),
    ],
)
def test_node_lists(names: list[str], expression: str) -> None:
    assert compress(names) == expression
    assert expand(expression) == names


@given(st.lists(st.integers(0, 10**6), min_size=1, unique=True), st.sampled_from(["n", "127.0.0.", "a-b"]))
def test_a_compressed_node_list_holds_the_same_names(numbers: list[int], prefix: str) -> None:
    names = [f"{prefix}{number}" for number in numbers]
    assert sorted(expand(compress(names))) == sorted(names)


@pytest.mark.parametrize("text", ["n[1-", "n[a-b]", "n[3-1]", "n]1[", "n[[1]]", "n[1-99999999]"])
def test_node_lists_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"brackets|range"):
        expand(text)


def test_counts_per_node() -> None:
    assert (counts([2, 2]), counts([2, 1, 1]), counts([3]), counts([])) == ("2(x2)", "2,1(x2)", "3", "")


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("slurm-%j.out", "slurm-42.out"),
        ("%x/%4j-%u.log", "nm/0042-me.log"),
        ("100%%-%j", "100%-42"),
        ("\\%j", "%j"),
        ("%q-%", "%q-%"),
        ("%3x", "nm"),
    ],
)
def test_file_name_patterns(pattern: str, name: str) -> None:
    assert fill(pattern, {"j": "42", "x": "nm", "u": "me"}) == name


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (65.9, "1:05"), (3600, "1:00:00"), (90061, "1-01:01:01"), (-5, "0:00")],
)
def test_durations_of_squeue(seconds: float, text: str) -> None:
    assert short_duration(seconds) == text


def test_timestamps_are_read_back() -> None:
    now = time.mktime((2026, 11, 23, 21, 41, 45, 0, 0, -1))
    assert timestamp(now) == "2026-11-23T21:41:45"
    assert parse_timestamp("2026-11-23T21:41:45", 0) == now
    assert parse_timestamp("21:41:45", now) == now
    assert parse_timestamp("2026-11-23", 0) == midnight(now) == parse_timestamp("today", now)
    assert (parse_timestamp("now", now), timestamp(None)) == (now, "N/A")
    with pytest.raises(ValueError, match="yesterday"):
        parse_timestamp("yesterday", now)


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0"), (1 << 30, "1G"), (1000 << 20, "1000M"), (3 << 40, "3T"), (1536 << 20, "1536M")]
)
def test_memory_sizes(size: int, text: str) -> None:
    assert memory(size) == text


@given(st.text(), st.integers(1, 30), st.booleans())
def test_a_column_is_exactly_as_wide_as_asked(text: str, width: int, right: bool) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert len(fit(text, width, right=right)) == width
    assert fit(text, 0) == text.encode()


def test_formats(capsys: pytest.CaptureFixture[str]) -> None:
    tokens = parse_format("<%.4i|%-x%2j>", {"i": 1, "j": 1}, "squeue: error: Invalid")
    assert render(tokens, {"i": "7", "j": "name"}.__getitem__) == b"<   7|%-xna>"
    assert capsys.readouterr().err == "squeue: error: Invalid: -\n"
