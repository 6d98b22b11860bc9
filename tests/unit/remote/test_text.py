"""Remote text on its way to the screen: nothing that acts survives, and nothing depends on how it was cut."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmtui.domain.remotetext import safe_line, safe_text
from llmtui.remote.text import LINE_CAP, LineCleaner

_ALPHABET = st.sampled_from([*"aé字\n\r\t[]0;m\\P", *"\x1b\x07\x9b\x9d\x9c", "\u202e", "\u200b"])
_HOSTILE = st.lists(_ALPHABET, max_size=60).map("".join) | st.text(max_size=60)


def _acts(text: str) -> list[str]:
    bidi = {
        "\u061c",
        *map(chr, range(0x200B, 0x2010)),
        *map(chr, range(0x2028, 0x202F)),
        *map(chr, range(0x2060, 0x2070)),
    }
    return [char for char in text if unicodedata.category(char) in {"Cc", "Cs"} or char in bidi]


@given(_HOSTILE)
def test_safe_line_leaves_nothing_that_acts(text: str) -> None:
    safe = safe_line(text)
    assert _acts(safe) == []
    assert safe_line(safe) == safe


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]52;c;ZXZpbA==\x07clip", "clip"),
        ("\x1b]0;title\x1b\\x", "x"),
        ("\x1b]never ended", "]never ended"),
        ("\x9b2Jwipe", "wipe"),
        ("\x1bPq#0\x1b\\sixel", "sixel"),
        ("\x1bcreset", "reset"),
        ("a\u202eb", "ab"),
        ("two\nlines", "two lines"),
        ("[/oops] [@click=app.x]", "[/oops] [@click=app.x]"),
        ("lone \udcff", "lone \ufffd"),
    ],
)
def test_known_payloads(raw: str, shown: str) -> None:
    assert safe_line(raw) == shown


def test_a_flood_of_openings_is_read_in_linear_time() -> None:
    assert len(safe_text("\x1b]" * 200_000)) <= 400_000
    assert safe_text("\x9d" * 200_000) == ""


def _feed(data: bytes, cuts: list[int]) -> str:
    cleaner = LineCleaner()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    pieces = [data[start:end] for start, end in pairwise(edges)]
    return "".join(cleaner.feed(piece) for piece in pieces) + cleaner.finish()


@given(_HOSTILE.map(lambda text: text.encode(errors="replace")) | st.binary(max_size=80), st.lists(st.integers(0, 80)))
def test_any_chunking_gives_the_same_text(data: bytes, cuts: list[int]) -> None:
    text = _feed(data, cuts)
    assert text == _feed(data, [])
    assert [char for char in _acts(text) if char != "\n"] == []


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"one\r\ntwo\n", "one\ntwo\n"),
        (b" 1%\r 2%\r 3%\n", " 3%\n"),
        (b" 99%\r\n", " 99%\n"),
        (b"a\tb\n", "a    b\n"),
        ("é".encode()[:1] + b"\n", "\ufffd\n"),
    ],
)
def test_lines(data: bytes, text: str) -> None:
    assert _feed(data, []) == text


def test_the_open_line_is_there_to_be_shown() -> None:
    cleaner = LineCleaner()
    assert cleaner.feed(b"done\n 10%\r 20%") == "done\n"
    assert cleaner.open_line == " 20%"
    assert cleaner.feed(b"\r") == ""
    assert cleaner.open_line == " 20%"
    assert cleaner.finish() == " 20%"
    assert cleaner.finish() == ""


def test_endless_lines_are_cut_and_updates_do_not_pile_up() -> None:
    cleaner = LineCleaner()
    for _ in range(100):
        cleaner.feed(b"x" * 10_000)
    assert len(cleaner.open_line) < LINE_CAP + 10
    assert cleaner.feed(b"\nnext\n").endswith("[…]\nnext\n")
    assert cleaner.feed(b"".join(b"\r%d" % number for number in range(100_000)) + b"\n") == "99999\n"
