"""Edits outlive a change of the generated text; where both changed a line, the edited one stays and it is said."""

from __future__ import annotations

import pytest

from llmtui.domain.edits import Applied, Edit, Moved, merge, take_generated

BASE = """#!/bin/bash
#SBATCH --job-name=a
#SBATCH --nodes=1
#SBATCH --time=01:00:00

set -e
srun train
"""


def edit(*changes: tuple[str, str], base: str = BASE) -> Edit:
    return Edit("job.sh", base, changed(base, *changes))


def changed(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_neighbouring_directives_do_not_disturb_each_other() -> None:
    """The edit is on one line of the header, the form changes the line above and the line below."""
    mine = edit(("--nodes=1", "--nodes=3"))
    now = changed(BASE, ("--job-name=a", "--job-name=b"), ("01:00:00", "02:00:00"))
    merged = merge(mine, now)
    assert merged.text == changed(now, ("--nodes=1", "--nodes=3"))
    assert merged.moved == ()


def test_a_line_that_both_changed_stays_as_it_was_edited_and_the_generated_one_is_told() -> None:
    mine = edit(("01:00:00", "03:00:00"))
    now = changed(BASE, ("01:00:00", "02:00:00"), ("#SBATCH --nodes", "#SBATCH --account=x\n#SBATCH --nodes"))
    merged = merge(mine, now)
    assert "03:00:00" in merged.text
    assert "02:00:00" not in merged.text
    assert "--account=x" in merged.text
    assert merged.moved == (Moved(5, ("#SBATCH --time=02:00:00",), 5, 1),)
    assert merged.moved[0].where == "line 5"
    assert now.split("\n")[4] == "#SBATCH --time=02:00:00"
    assert take_generated(merged.text, merged.moved[0]) == now


def test_several_lines_are_told_as_a_range() -> None:
    base = "a\nfirst\nsecond\nthird\nz\n"
    merged = merge(Edit("job.sh", base, "a\nmine\nz\n"), "a\nfirst\nother\nthings\nthird\nz\n")
    (moved,) = merged.moved
    assert merged.text == "a\nmine\nz\n"
    assert (moved.where, moved.lines[1:3]) == ("lines 2-5", ("other", "things"))
    assert take_generated(merged.text, moved) == "a\nfirst\nother\nthings\nthird\nz\n"


def test_what_was_put_in_on_both_sides_stands_there_twice_unless_it_is_about_the_same() -> None:
    mine = edit(("\n\nset", "\n#SBATCH --mail-type=END\n\nset"))
    other = changed(BASE, ("\n\nset", "\n#SBATCH --account=x\n\nset"))
    merged = merge(mine, other)
    assert "--account=x\n#SBATCH --mail-type=END\n" in merged.text
    assert merged.moved == ()
    same = changed(BASE, ("\n\nset", "\n#SBATCH --mail-type=FAIL\n\nset"))
    clash = merge(mine, same)
    assert "FAIL" not in clash.text
    assert "END" in clash.text
    assert [moved.lines for moved in clash.moved] == [("#SBATCH --mail-type=FAIL",)]


def test_lines_that_are_generated_no_more_are_told_where_they_were_edited() -> None:
    mine = edit(("set -e", "set -ex"))
    merged = merge(mine, changed(BASE, ("set -e\n", "")))
    assert "set -ex" in merged.text
    (moved,) = merged.moved
    assert (moved.lines, moved.where) == ((), "line 6")


def test_lines_that_the_edit_removed_stay_away() -> None:
    mine = edit(("set -e\n", ""))
    merged = merge(mine, changed(BASE, ("srun train", "srun train --more")))
    assert merged.text == changed(BASE, ("set -e\n", ""), ("srun train", "srun train --more"))


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n"])
def test_ends_of_files_are_kept(ending: str) -> None:
    mine = Edit("job.sh", "a\nb\n", f"a\nB{ending}")
    assert merge(mine, "a\nb\n").text == f"a\nB{ending}"


def test_an_edit_knows_what_its_file_holds() -> None:
    applied = Applied(edit(("set -e", "set -ex")), BASE)
    assert applied.merged.text == changed(BASE, ("set -e", "set -ex"))
    assert applied.merged is applied.merged
