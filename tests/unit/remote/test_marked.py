"""A stream between marks, cut into pieces anywhere, gives what all of it at once gives."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from llmtui.remote.framing import begin_mark, end_mark, read
from llmtui.remote.marked import Marked

NONCE = "0123456789abcdef"
BEGIN, END = begin_mark(NONCE), end_mark(NONCE)
#: Bytes that look like marks are likelier than chance would have them.
NOISE = st.lists(st.sampled_from([b"\x1e", b"\x1eB", b"\x1eE", BEGIN[:9], END[:12], b"a\n", b"\xff"])).map(b"".join)


def fed(data: bytes, cuts: list[int], cap: int = 1000) -> Marked:
    marked = Marked(NONCE, cap)
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    for start, end in pairwise(edges):
        marked.feed(data[start:end])
    return marked


@given(NOISE, NOISE, NOISE, st.lists(st.integers(0, 500), max_size=8))
def test_noise_stays_outside_however_it_is_cut(before: bytes, body: bytes, after: bytes, cuts: list[int]) -> None:
    marked = fed(before + BEGIN + body + END + b" 7\n" + after, cuts)
    assert marked.ended
    result = read(marked.whole(), marked.whole(), NONCE)
    assert (result.exit_code, result.out.raw) == (7, body.decode(errors="replace"))
    assert not marked.truncated


@given(NOISE, st.lists(st.integers(0, 500), max_size=8), st.integers(0, 40))
def test_without_its_end_nothing_is_lost_and_nothing_is_known(body: bytes, cuts: list[int], kept: int) -> None:
    end = (END + b" 7\n")[: min(kept, len(END) + 2)]
    marked = fed(BEGIN + body + end, cuts)
    assert not marked.ended
    assert read(marked.whole(), b"", NONCE).outcome == "unknown"
    assert marked.whole().startswith(BEGIN + body)


@given(st.integers(0, 30), st.integers(0, 60), st.lists(st.integers(0, 500), max_size=8))
def test_only_the_beginning_of_long_output_is_kept_and_the_code_is_still_found(
    cap: int, size: int, cuts: list[int]
) -> None:
    marked = fed(BEGIN + b"x" * size + END + b" 0\n", cuts, cap)
    assert read(marked.whole(), b"", NONCE).out.raw == "x" * min(cap, size)
    assert (marked.ended, marked.truncated) == (True, size > cap)


def test_noise_before_the_beginning_takes_no_room() -> None:
    marked = Marked(NONCE, 10)
    for _ in range(100):
        marked.feed(b"n" * 10_000)
    assert marked.whole() == b""
    assert len(marked._held) < len(BEGIN)
