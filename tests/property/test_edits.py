"""The merge of an edit with what is generated now, over any three texts."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import example, given, settings
from hypothesis import strategies as st

from llmtui.domain.edits import Edit, merge, span_now, take_generated

#: Few different lines, some about the same thing, so that texts meet; and some that no file should have.
LINES = st.sampled_from(["a", "b", "", "x=1", "x=2", "x=3", "y: 1", "y: 2", "\r", "end", "[b]", "\x1b[2J", "é\u2028"])
TEXTS = st.lists(LINES, max_size=12).map("\n".join)


def put_in(before: str, after: str) -> list[str]:
    """The lines that a change put into a text, in order."""
    old, new = before.split("\n"), after.split("\n")
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [line for tag, _, _, start, end in codes if tag != "equal" for line in new[start:end]]


def in_order(wanted: list[str], lines: list[str]) -> bool:
    rest = iter(lines)
    return all(line in rest for line in wanted)


@given(TEXTS, TEXTS)
def test_with_no_later_change_the_edit_is_there_exactly(base: str, text: str) -> None:
    assert merge(Edit("job.sh", base, text), base) == merge(Edit("job.sh", base, text), base)
    assert merge(Edit("job.sh", base, text), base).text == text
    assert merge(Edit("job.sh", base, text), base).moved == ()


@given(TEXTS, TEXTS)
def test_with_no_edit_the_generated_text_is_there_exactly(base: str, now: str) -> None:
    assert merge(Edit("job.sh", base, base), now).text == now
    assert merge(Edit("job.sh", base, base), now).moved == ()


@given(TEXTS, TEXTS)
def test_what_is_generated_as_it_was_edited_is_no_conflict(base: str, text: str) -> None:
    merged = merge(Edit("job.sh", base, text), text)
    assert (merged.text, merged.moved) == (text, ())


@settings(max_examples=2000)
@given(TEXTS, TEXTS, TEXTS)
@example("x=1\ny: 1", "x=2\ny: 1", "x=1\ny: 2")
def test_no_edited_line_is_ever_lost(base: str, text: str, now: str) -> None:
    merged = merge(Edit("job.sh", base, text), now)
    assert in_order(put_in(base, text), merged.text.split("\n"))


@settings(max_examples=2000)
@given(TEXTS, TEXTS, TEXTS)
def test_no_generated_line_is_lost_unless_it_is_told(base: str, text: str, now: str) -> None:
    """The lines that the generator put in are in the text, or among those that had to give way."""
    merged = merge(Edit("job.sh", base, text), now)
    told = [line for moved in merged.moved for line in moved.lines]
    left = merged.text.split("\n") + told
    for line in put_in(base, now):
        assert line in left
        left.remove(line)


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_told_stands_where_it_is_said_to_stand(base: str, text: str, now: str) -> None:
    merged = merge(Edit("job.sh", base, text), now)
    generated, lines = now.split("\n"), merged.text.split("\n")
    for moved in merged.moved:
        assert generated[moved.first - 1 : moved.first - 1 + len(moved.lines)] == list(moved.lines)
        assert 1 <= moved.kept_first <= len(lines) + 1
        taken = take_generated(merged.text, moved).split("\n")
        # A text without any line is one empty line.
        assert len(taken) == max(1, len(lines) - moved.kept_count + len(moved.lines))


@given(TEXTS, TEXTS, st.data())
def test_lines_are_found_again_after_more_changes(before: str, now: str, data: st.DataObject) -> None:
    old, new = before.split("\n"), now.split("\n")
    start = data.draw(st.integers(0, len(old)))
    count = data.draw(st.integers(0, len(old) - start))
    top, end = span_now(old, new, start, count)
    assert 0 <= top <= end <= len(new)
    assert span_now(old, old, start, count) == (start, start + count)
    more = ["before", *old, "after"]
    assert span_now(old, more, start, count) == (start + 1, start + 1 + count)
    if count:
        without = old[:start] + old[start + count :]
        top, end = span_now(old, [*without, "end"], start, count)
        assert end - top <= count


@given(TEXTS, TEXTS, TEXTS)
def test_an_edit_that_is_saved_again_is_settled(base: str, text: str, now: str) -> None:
    saved = Edit("job.sh", now, merge(Edit("job.sh", base, text), now).text)
    assert merge(saved, now).text == saved.text
    assert merge(saved, now).moved == ()
